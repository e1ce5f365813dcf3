"""The declarations of the settings."""

import pytest

from deskclient.domain.settings import SECTIONS, SETTINGS, SettingKind, setting_specs


def test_every_key_is_declared_once():
    assert len(setting_specs()) == len(SETTINGS)


@pytest.mark.parametrize("spec", SETTINGS, ids=lambda spec: spec.key)
def test_a_setting_accepts_its_own_default_and_has_words(spec):
    assert spec.accepts(spec.default)
    assert spec.label
    assert spec.section in SECTIONS


@pytest.mark.parametrize("spec", SETTINGS, ids=lambda spec: spec.key)
def test_a_setting_refuses_values_of_another_shape(spec):
    wrong = {
        SettingKind.FLAG: 1,
        SettingKind.NUMBER: True,
        SettingKind.CHOICE: "no such choice",
    }[spec.kind]
    assert not spec.accepts(wrong)
    assert not spec.accepts(None)


def test_a_number_beyond_its_limits_is_refused():
    spec = setting_specs()["undo_send_s"]
    assert spec.accepts(0)
    assert not spec.accepts(-1)
    assert not spec.accepts(10_000)


def test_no_setting_could_hold_a_secret():
    assert not [s.key for s in SETTINGS if {"token", "password", "key"} & set(s.key.split("_"))]
