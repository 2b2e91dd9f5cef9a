from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('forums', '0023_promises_are_corrected'),
        ('institutions', '0006_numbers_in_plain_digits'),
        ('vocabularies', '0005_concepts_have_a_name'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='forum',
            name='stays_public',
            field=models.BooleanField(default=False, editable=False, verbose_name='blijft openbaar'),
        ),
        migrations.AddConstraint(
            model_name='forum',
            constraint=models.CheckConstraint(condition=models.Q(('stays_public', False), ('access__in', ['members_take_part', 'public']), _connector='OR'), name='what_was_published_for_all_stays_readable', violation_error_message='Wat voor iedereen gepubliceerd is, blijft voor iedereen leesbaar.'),
        ),
    ]
