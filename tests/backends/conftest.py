"""Tests that are coroutines run in a fresh loop each."""

from tests.fakes.coroutine_tests import pytest_pyfunc_call

__all__ = ["pytest_pyfunc_call"]
