//! one running system: all disk, network, clock and threads
