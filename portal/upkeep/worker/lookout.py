"""In every process a thread that lives beside its work: it keeps what is in hand, and looks after the whole portal.

The web processes look out too. A worker that died tells nobody; whoever is alive sees its silence.
"""

import logging
import threading
import time
from datetime import datetime

from portal import clock
from portal.upkeep.queries.duties import LOOK_AROUND
from portal.upkeep.worker.rounds import do_round, renew_what_is_in_hand

logger = logging.getLogger(__name__)

PAUSE = 30.0
# After a night at rest everything is late for a moment: the duties come first, then what is said of them.
WARM_UP = 300.0


def start() -> None:
    threading.Thread(target=_keep_looking, name="lookout", daemon=True).start()


def _keep_looking() -> None:
    began = time.monotonic()
    while True:
        time.sleep(PAUSE)
        look(clock.now(), is_warm=time.monotonic() - began > WARM_UP)


def look(now: datetime, *, is_warm: bool) -> None:
    """Nothing that happens here may end the thread."""
    try:
        renew_what_is_in_hand(now)
        if is_warm:
            do_round([LOOK_AROUND], now)
    except Exception:
        logger.exception("the lookout stumbled")
