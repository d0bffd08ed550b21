//! What does not agree on the morning: three discrepancies of three rules, planted so that there is something to ask about.
//! Everything else agrees, for any seed.

use fastrand::Rng;

use super::resident::AwayResident;
use super::rows::Row;
use super::world::Commune;

/// People who come back between a return and the cut-off, without a corrected return: the register moves on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CameBack {
    /// The commune.
    pub code: &'static str,
    /// How many: far more than the tolerance of the rule for a list of this size.
    pub people: usize,
    /// Why its chair says so.
    pub explanation: &'static str,
}

/// People whom the commune took for returned on the evening before, and not any more: an accumulating figure falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mistaken {
    /// The commune; it reported on the evening of the dispatch already.
    pub code: &'static str,
    /// How many.
    pub people: usize,
}

/// The register of this commune moves on after its return.
pub const CAME_BACK: CameBack = CameBack {
    code: "04123",
    people: 60,
    explanation: "60 người về trên hai xe khách lúc 8 giờ, sau khi xã đã gửi báo cáo; xã báo vào số ngày mai",
};

/// In this commune the number of those returned falls.
pub const MISTAKEN: Mistaken = Mistaken { code: "04147", people: 9 };

/// One person stands on the lists of these two communes.
pub const ON_TWO_LISTS: [&str; 2] = ["04105", "04138"];

/// Puts the person of the first list on the second, in the place of somebody there.
pub(super) fn put_on_two_lists(communes: &mut [Commune], mut rng: Rng) {
    let [from, to] = ON_TWO_LISTS;
    let of = |communes: &[Commune], code: &str| communes.iter().position(|one| one.code == code);
    let (Some(from), Some(to)) = (of(communes, from), of(communes, to)) else { return };
    let Some(person) =
        known(&communes[from], &mut rng).map(|at| communes[from].residents[at].clone())
    else {
        return;
    };
    let Some(place) = known(&communes[to], &mut rng) else { return };
    let there = &mut communes[to].residents[place];
    // The second list knows no telephone, and the village is one of its own; the number on the card tells the person.
    *there = AwayResident { village: there.village.clone(), phone: None, ..person };
}

/// Somebody with an identity number whose row nobody typed twice.
fn known(commune: &Commune, rng: &mut Rng) -> Option<usize> {
    let repeated =
        |at: usize| commune.rows.iter().any(|row| matches!(row, Row::Repeated(of) if *of == at));
    let fit = |at: usize| commune.residents[at].identity_no.is_some() && !repeated(at);
    let all: Vec<usize> = (0..commune.residents.len()).filter(|at| fit(*at)).collect();
    (!all.is_empty()).then(|| all[rng.usize(..all.len())])
}
