"""Does `ruta taxonomy load` know its folder, and does a folder that is gone stop nobody at the start?"""

import pytest

from ruta.base.errors import Invalid
from ruta.config import prepare, stamp
from ruta.config.taxonomy import _folder_of_setting


def test_without_a_folder_the_setting_says_it(settings, tmp_path):
    settings.ESCO_FOLDER = ""
    with pytest.raises(Invalid, match="RUTA_ESCO_DIR"):
        _folder_of_setting()
    settings.ESCO_FOLDER = str(tmp_path)
    assert _folder_of_setting() == tmp_path


@pytest.mark.django_db
def test_a_folder_that_is_gone_is_told_and_the_start_goes_on(tmp_path, capsys):
    prepare._load_esco(str(tmp_path / "gone"))
    assert "Se sigue con lo que ya está cargado" in capsys.readouterr().err
    prepare._load_esco("")
    assert capsys.readouterr().err == ""


def test_a_changed_file_of_the_folder_is_noticed(monkeypatch, tmp_path):
    monkeypatch.delenv("RUTA_ESCO_DIR", raising=False)
    assert stamp._outside() == []
    monkeypatch.setenv("RUTA_ESCO_DIR", str(tmp_path))
    (tmp_path / "occupations_es.csv").write_text("x")
    assert [path.name for path in stamp._outside()] == ["occupations_es.csv"]
