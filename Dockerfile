# The image of the web and worker processes.
FROM python:3.13-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/verankerd
ENV PATH=/opt/verankerd/bin:$PATH
COPY requirements/production.txt /tmp/production.txt
RUN pip install --require-hashes --no-deps --requirement /tmp/production.txt
WORKDIR /srv/verankerd
COPY . .
RUN STATIC_ROOT=/srv/static DJANGO_SETTINGS_MODULE=config.settings.build \
    python manage.py collectstatic --no-input --verbosity 0 \
    && python -m compileall -q platform showcase forums

FROM python:3.13-slim-bookworm
RUN groupadd --system --gid 10001 verankerd \
    && useradd --system --uid 10001 --gid verankerd --no-create-home verankerd \
    && install --directory --owner verankerd --group verankerd /srv/media
ENV PATH=/opt/verankerd/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=config.settings.production \
    STATIC_ROOT=/srv/static \
    MEDIA_ROOT=/srv/media
COPY --from=build /opt/verankerd /opt/verankerd
COPY --from=build /srv/static /srv/static
COPY --from=build /srv/verankerd /srv/verankerd
WORKDIR /srv/verankerd
USER verankerd
VOLUME /srv/media
EXPOSE 8000
CMD ["gunicorn", "config.wsgi", "--config", "docker/gunicorn.py"]
