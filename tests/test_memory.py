"""How often garbage is looked for while a job runs; what workers may hold is tested with the engines."""

import gc

import pytest

from aligner.memory import seldom_collected


@pytest.fixture
def thresholds():
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


@pytest.mark.usefixtures("thresholds")
@pytest.mark.parametrize(("set_to", "inside"), [(700, 50_000), (200_000, 200_000), (0, 0)])
def test_garbage_is_looked_for_less_often_inside_and_as_before_behind(set_to, inside):
    gc.set_threshold(set_to, 10, 10)
    with pytest.raises(ValueError, match="from the job"), seldom_collected():
        assert gc.get_threshold()[0] == inside
        raise ValueError("from the job")
    assert gc.get_threshold()[0] == set_to


@pytest.mark.usefixtures("thresholds")
def test_of_jobs_side_by_side_the_last_one_sets_it_back():
    gc.set_threshold(700)
    one, other = seldom_collected(), seldom_collected()
    one.__enter__()
    other.__enter__()
    one.__exit__(None, None, None)
    assert gc.get_threshold()[0] == 50_000
    other.__exit__(None, None, None)
    assert gc.get_threshold()[0] == 700
