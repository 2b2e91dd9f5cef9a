import django.db.models.deletion
import modelcluster.contrib.taggit
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('institutions', '0004_register_keeps_its_words'),
        ('showcase', '0007_facts_keep_their_order'),
        ('vocabularies', '0005_concepts_have_a_name'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='ForumsIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'overlegfora',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Forum',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('question', models.CharField(max_length=300, verbose_name='vraag')),
                ('background', models.TextField(blank=True, max_length=3000, verbose_name='achtergrond')),
                ('access', models.CharField(choices=[('public', 'openbaar: iedereen leest en kan meedoen'), ('members_take_part', 'iedereen leest, alleen leden doen mee'), ('members_only', 'alleen leden lezen en doen mee')], default='public', max_length=20, verbose_name='toegang')),
                ('is_example', models.BooleanField(default=False, editable=False, verbose_name='voorbeeld')),
                ('call_opens_on', models.DateField(blank=True, null=True, verbose_name='oproep van')),
                ('call_closes_on', models.DateField(blank=True, null=True, verbose_name='oproep tot en met')),
                ('starts_on', models.DateField(verbose_name='overleg van')),
                ('ends_on', models.DateField(verbose_name='overleg tot en met')),
                ('followed_until', models.DateField(blank=True, null=True, verbose_name='opgevolgd tot en met')),
                ('feeds', models.CharField(blank=True, max_length=300, verbose_name='bereidt mee voor')),
                ('influence', models.CharField(blank=True, choices=[('inform', 'informeren'), ('consult', 'raadplegen'), ('advise', 'adviseren'), ('decide_together', 'samen beslissen')], max_length=15, verbose_name='hoe zwaar het weegt')),
                ('answer_term_days', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='binnen … dagen')),
                ('hears_how', models.CharField(blank=True, max_length=300, verbose_name='hoe deelnemers het horen')),
                ('report', models.TextField(blank=True, max_length=20000, verbose_name='verslag van het forum')),
                ('report_en', models.TextField(blank=True, max_length=3000, verbose_name='samenvatting in het Engels')),
                ('reported_on', models.DateField(blank=True, null=True, verbose_name='verslag gepubliceerd op')),
                ('organisers', modelcluster.fields.ParentalManyToManyField(related_name='forums_organised', to='institutions.institution', verbose_name='organisatoren')),
                ('policy_domains', modelcluster.fields.ParentalManyToManyField(blank=True, limit_choices_to={'scheme': 'policy_domains'}, related_name='+', to='vocabularies.term', verbose_name='beleidsdomeinen')),
                ('policy_levels', modelcluster.fields.ParentalManyToManyField(blank=True, limit_choices_to={'scheme': 'policy_levels'}, related_name='+', to='vocabularies.term', verbose_name='beleidsniveaus')),
                ('promised_by', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='answers_promised', to='institutions.institution', verbose_name='wie antwoordt')),
                ('stakeholders', modelcluster.fields.ParentalManyToManyField(blank=True, limit_choices_to={'scheme': 'stakeholder_groups'}, related_name='+', to='vocabularies.term', verbose_name='wie is uitgenodigd')),
            ],
            options={
                'verbose_name': 'overlegforum',
                'verbose_name_plural': 'overlegfora',
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='a_forum_ends_after_it_starts', violation_error_message='Een forum eindigt niet voor het begint.'), models.CheckConstraint(condition=models.Q(models.Q(('call_closes_on__isnull', True), ('call_opens_on__isnull', True)), models.Q(('call_closes_on__gte', models.F('call_opens_on')), ('call_closes_on__isnull', False), ('call_opens_on__isnull', False)), _connector='OR'), name='a_call_closes_after_it_opens', violation_error_message='Een oproep heeft een begin en een einde, in die orde.'), models.CheckConstraint(condition=models.Q(('call_closes_on__isnull', True), ('call_closes_on__lte', models.F('ends_on')), _connector='OR'), name='a_call_closes_before_its_forum_ends', violation_error_message='De oproep eindigt ten laatste met het forum.'), models.CheckConstraint(condition=models.Q(('followed_until__isnull', True), ('followed_until__gte', models.F('ends_on')), _connector='OR'), name='a_forum_is_followed_until_after_its_end', violation_error_message='De opvolging eindigt na het forum.'), models.CheckConstraint(condition=models.Q(('reported_on__isnull', True), models.Q(('report', ''), _negated=True), _connector='OR'), name='a_published_report_has_a_text', violation_error_message='Schrijf het verslag voor je het publiceert.'), models.CheckConstraint(condition=models.Q(('access__in', ['public', 'members_take_part', 'members_only'])), name='a_forum_has_a_known_access', violation_error_message='Kies wie leest en wie meedoet.'), models.CheckConstraint(condition=models.Q(('influence__in', ['', 'inform', 'consult', 'advise', 'decide_together'])), name='a_forum_has_a_known_influence', violation_error_message='Kies hoe zwaar het overleg weegt.'), models.CheckConstraint(condition=models.Q(('answer_term_days__isnull', True), models.Q(('answer_term_days__gte', 1), ('answer_term_days__lte', 730)), _connector='OR'), name='an_answer_takes_a_day_to_two_years', violation_error_message='Een termijn telt 1 tot 730 dagen.')],
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='ForumLevel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='level_links', to='forums.forum')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='forum_links', to='vocabularies.educationlevel')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tag', 'content_object'), name='a_forum_has_a_level_once')],
            },
        ),
        migrations.AddField(
            model_name='forum',
            name='levels',
            field=modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='A comma-separated list of tags.', through='forums.ForumLevel', to='vocabularies.EducationLevel', verbose_name='onderwijsniveaus'),
        ),
        migrations.CreateModel(
            name='ForumTheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='theme_links', to='forums.forum')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='forum_links', to='vocabularies.theme')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tag', 'content_object'), name='a_forum_has_a_theme_once')],
            },
        ),
        migrations.AddField(
            model_name='forum',
            name='themes',
            field=modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='A comma-separated list of tags.', through='forums.ForumTheme', to='vocabularies.Theme', verbose_name='thema’s'),
        ),
        migrations.CreateModel(
            name='Recommendation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='nummer')),
                ('statement', models.CharField(max_length=400, verbose_name='aanbeveling')),
                ('counter_findings', models.TextField(blank=True, max_length=1500, verbose_name='wat er tegen spreekt')),
                ('dissent', models.TextField(blank=True, max_length=1500, verbose_name='wie het anders ziet')),
                ('published_on', models.DateField(blank=True, null=True, verbose_name='gepubliceerd op')),
                ('addressees', models.ManyToManyField(blank=True, related_name='recommendations_received', to='institutions.institution', verbose_name='gericht aan')),
                ('based_on', models.ManyToManyField(related_name='recommendations', to='showcase.policyconclusion', verbose_name='steunt op')),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='forums.forum')),
                ('policy_domain', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vocabularies.term', verbose_name='beleidsdomein')),
                ('policy_level', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vocabularies.term', verbose_name='beleidsniveau')),
            ],
            options={
                'verbose_name': 'aanbeveling',
                'verbose_name_plural': 'aanbevelingen',
                'ordering': ['forum', 'number'],
                'constraints': [models.UniqueConstraint(fields=('forum', 'number'), name='a_forum_numbers_its_recommendations', violation_error_message='Dit forum heeft al een aanbeveling met dit nummer.'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='recommendations_are_numbered_from_one', violation_error_message='Aanbevelingen zijn genummerd vanaf 1.'), models.CheckConstraint(condition=models.Q(('statement', ''), _negated=True), name='a_recommendation_says_something', violation_error_message='Schrijf wat de deelnemers aanbevelen.')],
            },
        ),
        migrations.CreateModel(
            name='PolicyResponse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='versie')),
                ('is_current', models.BooleanField(default=True, verbose_name='geldt nu')),
                ('speaks_for', models.CharField(choices=[('administration', 'de administratie'), ('minister', 'de minister'), ('organisation', 'de organisatie')], max_length=15, verbose_name='spreekt namens')),
                ('position', models.CharField(choices=[('opgenomen', 'Opgenomen'), ('deels-opgenomen', 'Deels opgenomen'), ('bestaat-al', 'Bestaat al'), ('in-onderzoek', 'In onderzoek'), ('niet-opgenomen', 'Niet opgenomen'), ('niet-bevoegd', 'Niet bevoegd, doorgegeven')], max_length=20, verbose_name='standpunt')),
                ('text', models.TextField(max_length=4000, verbose_name='antwoord')),
                ('answered_on', models.DateField(verbose_name='geantwoord op')),
                ('what', models.CharField(blank=True, max_length=300, verbose_name='wat wordt opgenomen')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='tegen wanneer')),
                ('reason', models.TextField(blank=True, max_length=1500, verbose_name='reden')),
                ('document', models.URLField(blank=True, max_length=500, verbose_name='document')),
                ('forwarded_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.institution', verbose_name='doorgegeven aan')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='policy_responses', to='institutions.institution')),
                ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='forums.recommendation')),
            ],
            options={
                'verbose_name': 'beleidsreactie',
                'verbose_name_plural': 'beleidsreacties',
                'ordering': ['recommendation', 'answered_on', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('recommendation', 'institution', 'version'), name='one_answer_per_version'), models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('recommendation', 'institution'), name='one_current_answer_per_institution', violation_error_message='Deze instelling antwoordde al. Een verbetering is een nieuwe versie.'), models.CheckConstraint(condition=models.Q(('position__in', ['opgenomen', 'deels-opgenomen', 'bestaat-al', 'in-onderzoek', 'niet-opgenomen', 'niet-bevoegd'])), name='an_answer_has_a_known_position', violation_error_message='Kies een standpunt uit de lijst.'), models.CheckConstraint(condition=models.Q(('speaks_for__in', ['administration', 'minister', 'organisation'])), name='an_answer_speaks_for_somebody', violation_error_message='Zeg namens wie de instelling antwoordt.'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='an_answer_has_words', violation_error_message='Schrijf wat de instelling antwoordt.'), models.CheckConstraint(condition=models.Q(models.Q(('position__in', ['deels-opgenomen', 'opgenomen']), _negated=True), models.Q(('what', ''), _negated=True), _connector='OR'), name='taking_up_says_what', violation_error_message='Zeg wat wordt opgenomen.'), models.CheckConstraint(condition=models.Q(models.Q(('position__in', ['deels-opgenomen', 'in-onderzoek', 'opgenomen']), _negated=True), ('due_on__isnull', False), _connector='OR'), name='taking_up_or_studying_has_a_date', violation_error_message='Zeg tegen wanneer.'), models.CheckConstraint(condition=models.Q(models.Q(('position__in', ['deels-opgenomen', 'niet-opgenomen']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='not_taking_up_has_a_reason', violation_error_message='Zeg waarom dit niet of maar deels wordt opgenomen.'), models.CheckConstraint(condition=models.Q(models.Q(('position', 'bestaat-al'), _negated=True), models.Q(('document', ''), _negated=True), _connector='OR'), name='what_exists_already_is_shown', violation_error_message='Geef het document waarin dit al staat.'), models.CheckConstraint(condition=models.Q(models.Q(('position', 'niet-bevoegd'), _negated=True), ('forwarded_to__isnull', False), _connector='OR'), name='what_is_passed_on_names_to_whom', violation_error_message='Zeg aan wie de vraag is doorgegeven.')],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='nummer')),
                ('title', models.CharField(max_length=150, verbose_name='titel')),
                ('format', models.CharField(choices=[('on_site', 'ter plaatse'), ('online', 'online'), ('hybrid', 'ter plaatse en online')], max_length=8, verbose_name='waar')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='plaats')),
                ('link', models.URLField(blank=True, max_length=500, verbose_name='link om online mee te doen')),
                ('starts_at', models.DateTimeField(verbose_name='begint')),
                ('ends_at', models.DateTimeField(verbose_name='eindigt')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='afgelast op')),
                ('cancelled_reason', models.CharField(blank=True, max_length=300, verbose_name='waarom afgelast')),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='forums.forum')),
            ],
            options={
                'verbose_name': 'bijeenkomst',
                'verbose_name_plural': 'bijeenkomsten',
                'ordering': ['starts_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('forum', 'number'), name='a_forum_numbers_its_sessions', violation_error_message='Dit forum heeft al een bijeenkomst met dit nummer.'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='sessions_are_numbered_from_one', violation_error_message='Bijeenkomsten zijn genummerd vanaf 1.'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='a_session_ends_after_it_starts', violation_error_message='Een bijeenkomst eindigt na haar begin.'), models.CheckConstraint(condition=models.Q(('format', 'online'), models.Q(('place', ''), _negated=True), _connector='OR'), name='a_session_on_site_has_a_place', violation_error_message='Zeg waar de bijeenkomst plaatsvindt.'), models.CheckConstraint(condition=models.Q(('format', 'on_site'), models.Q(('link', ''), _negated=True), _connector='OR'), name='a_session_online_has_a_link', violation_error_message='Geef de link om online mee te doen.'), models.CheckConstraint(condition=models.Q(('format__in', ['on_site', 'online', 'hybrid'])), name='a_session_has_a_known_format', violation_error_message='Kies ter plaatse, online of allebei.'), models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at__isnull', True), ('cancelled_reason', '')), models.Q(('cancelled_at__isnull', False), models.Q(('cancelled_reason', ''), _negated=True)), _connector='OR'), name='a_cancelled_session_has_a_reason', violation_error_message='Zeg waarom de bijeenkomst niet doorgaat.')],
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='plaats')),
                ('title', models.CharField(max_length=200, verbose_name='titel')),
                ('opened_by', models.CharField(blank=True, max_length=200, verbose_name='wie opent')),
                ('minutes', models.PositiveSmallIntegerField(verbose_name='minuten')),
                ('conclusions', models.ManyToManyField(blank=True, related_name='agenda_items', to='showcase.policyconclusion', verbose_name='beleidsconclusies')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agenda', to='forums.session')),
            ],
            options={
                'verbose_name': 'agendapunt',
                'verbose_name_plural': 'agendapunten',
                'ordering': ['session', 'position'],
                'constraints': [models.UniqueConstraint(fields=('session', 'position'), name='an_agenda_has_one_item_in_a_place'), models.CheckConstraint(condition=models.Q(('minutes__gte', 1), ('minutes__lte', 480)), name='an_agenda_item_takes_at_most_a_day', violation_error_message='Een agendapunt duurt 1 tot 480 minuten.'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='an_agenda_item_has_a_title', violation_error_message='Zeg waarover dit agendapunt gaat.')],
            },
        ),
    ]
