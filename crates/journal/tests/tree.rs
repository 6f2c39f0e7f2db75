//! The tree against the definition in RFC 6962, word for word and slow, and against values from elsewhere.

#[cfg(test)]
mod slow {
    use schouw_base::Digest;

    /// `MTH(D[n])`, as the RFC writes it.
    pub fn mth(data: &[Vec<u8>]) -> Digest {
        match data {
            [] => Digest::of(b""),
            [one] => Digest::of(&[&[0_u8][..], one].concat()),
            more => {
                let (left, right) = more.split_at(k(more.len()));
                Digest::of(&[&[1_u8][..], mth(left).as_bytes(), mth(right).as_bytes()].concat())
            }
        }
    }

    /// "Let k be the largest power of two smaller than n."
    fn k(n: usize) -> usize {
        let mut k = 1;
        while k * 2 < n {
            k *= 2;
        }
        k
    }

    /// `PATH(m, D[n])`.
    pub fn path(m: usize, data: &[Vec<u8>]) -> Vec<Digest> {
        if data.len() == 1 {
            return Vec::new();
        }
        let (left, right) = data.split_at(k(data.len()));
        let (mut path, other) = if m < left.len() {
            (path(m, left), mth(right))
        } else {
            (path(m - left.len(), right), mth(left))
        };
        path.push(other);
        path
    }

    /// `PROOF(m, D[n])` = `SUBPROOF(m, D[n], true)`.
    pub fn proof(m: usize, data: &[Vec<u8>]) -> Vec<Digest> {
        subproof(m, data, true)
    }

    fn subproof(m: usize, data: &[Vec<u8>], b: bool) -> Vec<Digest> {
        if m == data.len() {
            return if b { Vec::new() } else { vec![mth(data)] };
        }
        let (left, right) = data.split_at(k(data.len()));
        let (mut proof, other) = if m <= left.len() {
            (subproof(m, left, b), mth(right))
        } else {
            (subproof(m - left.len(), right, false), mth(left))
        };
        proof.push(other);
        proof
    }
}

#[cfg(test)]
mod tests {
    use schouw_base::Digest;
    use schouw_journal::tree::*;

    use super::slow;

    /// The leaves of the test vectors that Certificate Transparency implementations share.
    fn shared() -> Vec<Vec<u8>> {
        let hex = [
            "",
            "00",
            "10",
            "2021",
            "3031",
            "40414243",
            "5051525354555657",
            "606162636465666768696a6b6c6d6e6f",
        ];
        let bytes = |text: &str| {
            (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
        };
        hex.iter().map(|text| bytes(text)).collect()
    }

    fn many(count: usize) -> Vec<Vec<u8>> {
        (0..count).map(|number| format!("entry {number}").into_bytes()).collect()
    }

    fn hashes(data: &[Vec<u8>]) -> Vec<Digest> {
        data.iter().map(|data| leaf_hash(data)).collect()
    }

    #[test]
    fn roots_are_those_of_certificate_transparency() {
        let leaves = hashes(&shared());
        for (size, expected) in [
            (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
            (2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
            (3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
            (5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
            (8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
        ] {
            assert_eq!(root(&leaves[..size]).to_string(), expected, "{size}");
        }
    }

    #[test]
    fn roots_and_proofs_are_those_of_the_definition() {
        let data = many(70);
        let leaves = hashes(&data);
        for size in 0..=data.len() {
            let (data, leaves) = (&data[..size], &leaves[..size]);
            let expected = slow::mth(data);
            assert_eq!(root(leaves), expected, "{size}");
            for index in 0..size {
                let proof = inclusion(leaves, index).unwrap();
                assert_eq!(proof, slow::path(index, data), "{index} of {size}");
                assert!(is_included(&leaves[index], index as u64, size as u64, &proof, &expected));
            }
            assert_eq!(inclusion(leaves, size), None);
            for earlier in 1..=size {
                let proof = consistency(leaves, earlier).unwrap();
                assert_eq!(proof, slow::proof(earlier, data), "{earlier} of {size}");
                let before = root(&leaves[..earlier]);
                let (before, now) = ((earlier as u64, &before), (size as u64, &expected));
                assert!(is_consistent(before, now, &proof), "{earlier} of {size}");
            }
        }
    }

    #[test]
    fn a_proof_of_something_else_does_not_hold() {
        let leaves = hashes(&many(33));
        let wrong = Digest::of(b"wrong");
        for size in 1..=leaves.len() {
            let leaves = &leaves[..size];
            let whole = root(leaves);
            for index in 0..size {
                let proof = inclusion(leaves, index).unwrap();
                let holds = |leaf: &Digest, index, size, proof: &[Digest], root: &Digest| {
                    is_included(leaf, index, size, proof, root)
                };
                let (at, of) = (index as u64, size as u64);
                assert!(!holds(&wrong, at, of, &proof, &whole));
                assert!(!holds(&leaves[index], at, of, &proof, &wrong));
                assert!(!holds(&leaves[index], of, of, &proof, &whole));
                for other in (0..of).filter(|other| *other != at) {
                    assert!(
                        !holds(&leaves[index], other, of, &proof, &whole),
                        "{index} as {other} of {size}"
                    );
                }
                for step in 0..proof.len() {
                    let mut bent = proof.clone();
                    bent[step] = wrong;
                    assert!(!holds(&leaves[index], at, of, &bent, &whole));
                    assert!(!holds(&leaves[index], at, of, &proof[..step], &whole));
                }
                assert!(!holds(&leaves[index], at, of, &[proof, vec![wrong]].concat(), &whole));
            }
        }
    }

    #[test]
    fn a_log_that_was_rewritten_does_not_go_on_from_the_earlier_one() {
        let leaves = hashes(&many(40));
        for earlier in 1..leaves.len() {
            for size in earlier + 1..=leaves.len() {
                let before = root(&leaves[..earlier]);
                for changed in [0, earlier / 2, earlier - 1] {
                    let mut other = leaves[..size].to_vec();
                    other[changed] = leaf_hash(b"another");
                    let proof = consistency(&other, earlier).unwrap();
                    let now = root(&other);
                    assert!(!is_consistent((earlier as u64, &before), (size as u64, &now), &proof));
                }
                let proof = consistency(&leaves[..size], earlier).unwrap();
                let now = root(&leaves[..size]);
                let (older, newer) = ((earlier as u64, &before), (size as u64, &now));
                assert!(
                    !is_consistent(newer, older, &proof),
                    "a smaller log does not go on from a larger one"
                );
                for step in 0..proof.len() {
                    assert!(!is_consistent(older, newer, &proof[..step]));
                }
            }
        }
        let empty = root(&[]);
        let one = root(&leaves[..1]);
        assert!(is_consistent((0, &empty), (1, &one), &[]));
        assert!(!is_consistent((0, &one), (1, &one), &[]));
        assert!(is_consistent((1, &one), (1, &one), &[]));
        assert!(!is_consistent((1, &one), (1, &empty), &[]));
    }

    #[test]
    fn a_frontier_that_was_kept_goes_on_where_it_was() {
        let leaves = hashes(&many(130));
        let mut frontier = Frontier::default();
        for (size, leaf) in leaves.iter().enumerate() {
            assert_eq!(frontier.root(), root(&leaves[..size]));
            let kept = frontier.to_bytes();
            let again = Frontier::from_bytes(frontier.size(), &kept).unwrap();
            assert_eq!(again, frontier);
            assert_eq!(Frontier::from_bytes(frontier.size() ^ 1, &kept), None, "{size}");
            assert!(Frontier::from_bytes(frontier.size(), &[kept, vec![0]].concat()).is_none());
            frontier = again;
            frontier.push(*leaf);
        }
    }
}
