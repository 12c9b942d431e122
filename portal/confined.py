"""What a child process may use, said by itself as its first step: behind what serves pages, and within limits. For good."""

import os

# A tenth of what a page gets of a full machine. At the lowest, 19, it would be a seventieth: a picture of 0.1 s of work was
# refused after 30 s.
NICE = 10


def confine(
    *, memory_bytes: int, cpu_seconds: int, file_bytes: int = 0
) -> None:  # pragma: no cover - it would confine the tests
    """A low priority, so much memory and time; files no larger than so, by default none."""
    import resource  # noqa: PLC0415 - not on every system; only children need it

    os.nice(NICE)
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
