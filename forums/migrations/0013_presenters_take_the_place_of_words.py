from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("forums", "0012_words_become_presenters")]

    operations = [
        migrations.RemoveField(
            model_name='agendaitem',
            name='opened_by',
        ),
        migrations.RemoveField(
            model_name='publisheditem',
            name='opened_by',
        ),
    ]
