"""The link of a guest says itself until when it works, and when it was opened."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("showcase", "0003_archival_reopened")]

    operations = [
        migrations.AddField(
            model_name="draftguest",
            name="expires_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now, verbose_name="geldig tot"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="draftguest",
            name="opened_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="geopend op"),
        ),
        migrations.AlterField(
            model_name="draftguest",
            name="email",
            field=models.EmailField(max_length=254, verbose_name="e-mailadres"),
        ),
    ]
