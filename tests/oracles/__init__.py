"""Scripts that record what independent libraries say; they run by hand, outside the tests, in an environment of their own."""
