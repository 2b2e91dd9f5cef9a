import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('forums', '0022_withdrawn_proposals_are_kept'),
    ]

    operations = [
        migrations.AddField(
            model_name='forum',
            name='promise_corrected_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='toezegging verbeterd op'),
        ),
        migrations.CreateModel(
            name='PromiseCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('corrected_on', models.DateField(verbose_name='verbeterd op')),
                ('reason', models.CharField(max_length=300, verbose_name='waarom')),
                ('never_promised', models.JSONField(blank=True, default=list, verbose_name='zegde nooit toe')),
                ('feeds', models.CharField(blank=True, max_length=300, verbose_name='bereidt mee voor')),
                ('influence', models.CharField(blank=True, choices=[('inform', 'informeren'), ('consult', 'raadplegen'), ('advise', 'adviseren'), ('decide_together', 'samen beslissen')], max_length=15, verbose_name='hoe zwaar het weegt')),
                ('promised_by', models.JSONField(blank=True, default=list, verbose_name='wie antwoordt')),
                ('answer_term_days', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='binnen … dagen')),
                ('hears_how', models.CharField(blank=True, max_length=300, verbose_name='hoe deelnemers het horen')),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='promise_corrections', to='forums.forum')),
            ],
            options={
                'verbose_name': 'verbetering van een toezegging',
                'verbose_name_plural': 'verbeteringen van toezeggingen',
                'ordering': ['forum', 'corrected_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_corrected_promise_says_why', violation_error_message='Zeg waarom je de toezegging verbetert.')],
            },
        ),
    ]
