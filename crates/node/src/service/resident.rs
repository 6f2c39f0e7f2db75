//! How much of the mapped files counts as memory of this process.
//!
//! The index of a snapshot is mapped: the system keeps its pages as long as it has room, and counts those that were
//! touched as memory of this process. On a machine that measures processes by that count a server would grow to the size
//! of its index. So now and then the pages are let go: they stay in the memory of the system, and a question that needs one
//! again gets it from there in a microsecond.

/// Bytes of mapped files above which pages are let go.
pub(super) const MAPPED_BYTES_MAX: u64 = 192 << 20;

/// Bytes of mapped files that count as memory of this process; none where the system does not tell.
pub(super) fn mapped_bytes() -> Option<u64> {
    of_statm(&std::fs::read_to_string("/proc/self/statm").ok()?, rustix::param::page_size() as u64)
}

/// From the line of numbers of Linux, in pages: the third is what is resident of files (proc(5)).
fn of_statm(line: &str, page_bytes: u64) -> Option<u64> {
    line.split_whitespace().nth(2)?.parse::<u64>().ok()?.checked_mul(page_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_third_number_counts_pages_of_files() {
        assert_eq!(of_statm("300000 2000 1500 90 0 400 0\n", 4096), Some(1500 * 4096));
        assert_eq!(of_statm("300000 2000", 4096), None);
        assert_eq!(of_statm("a b c", 4096), None);
    }
}
