//! Showing a return: what was frozen beside what the registers say now, who has confirmed, when it arrived.

use domain::base::{Bilingual, Diagnostic};
use domain::returns::{Address, ByHand, Message, Post, Standing, judge};
use jiff::Timestamp;

use super::attest::missing;
use super::freeze::FiguresNow;
use super::version::latest_sent;
use super::{Attestation, Desk, Discrepancy, Outcome, Receipt, Subject, Version, problem};

/// A figure of a return beside the live count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureShown {
    /// Name of the line.
    pub line: String,
    /// Its title.
    pub title: Bilingual,
    /// What was frozen; `None` when the line could not be computed, or nothing was prepared.
    pub stated: Option<i64>,
    /// What the registers say now.
    pub live: Option<i64>,
    /// Who stated it by hand, why, and what was computed beside it; `None` for a figure as it was computed.
    pub by_hand: Option<ByHand>,
    /// The heading of the group that begins here.
    pub heading: Option<Bilingual>,
    /// Where it opens.
    pub address: Address,
}

impl FigureShown {
    /// Whether the registers have changed since it was frozen.
    pub fn has_changed(&self) -> bool {
        let counted = self.by_hand.as_ref().map_or(self.stated, |one| one.counted);
        counted.is_some() && counted != self.live
    }
}

/// A return with everything that belongs to it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Which return.
    pub subject: Subject,
    /// The version that is shown; `None` while nothing was prepared.
    pub version: Option<Version>,
    /// All versions, the oldest first, with their receipts.
    pub versions: Vec<(Version, Vec<Receipt>)>,
    /// The figures, in the order of the lines.
    pub figures: Vec<FigureShown>,
    /// Who has confirmed the version.
    pub attestations: Vec<Attestation>,
    /// Posts that have not.
    pub missing: Vec<Post>,
    /// The receipts of the version.
    pub receipts: Vec<Receipt>,
    /// How the unit stands towards the cut-off, by the first receipt of any version.
    pub standing: Standing,
    /// Balances of the registers that do not hold now; a version whose text was altered.
    pub warnings: Vec<Diagnostic>,
    /// What was found about this return, whatever became of it, the most pressing first.
    pub discrepancies: Vec<Discrepancy>,
}

impl Shown {
    /// The number of the version that was received first, and when: it decides on timeliness.
    pub fn first_received(&self) -> Option<(u32, Timestamp)> {
        first_received(&self.versions)
    }
}

fn first_received(versions: &[(Version, Vec<Receipt>)]) -> Option<(u32, Timestamp)> {
    let received = versions.iter().filter_map(|(version, receipts)| {
        Some((version.number, receipts.iter().map(|receipt| receipt.received_at).min()?))
    });
    received.min_by_key(|(number, at)| (*at, *number))
}

impl Desk<'_> {
    /// When the first version of a return was received: it decides on timeliness.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn first_received(&self, subject: &Subject) -> Outcome<Option<Timestamp>> {
        let reader = self.node.reader()?;
        let mut first = None;
        for version in self.versions(subject)? {
            let receipts = self.receipts(&reader, &version)?;
            first = first.into_iter().chain(receipts.iter().map(|one| one.received_at)).min();
        }
        Ok(first)
    }

    /// A return as it stands: the newest version, or the one of that number. Before anything was prepared, the live count.
    ///
    /// # Errors
    /// `version_unknown`; when the database cannot be read.
    pub fn show(&self, subject: &Subject, number: Option<u32>) -> Outcome<Shown> {
        let all = self.versions(subject)?;
        let version = match number {
            Some(number) => Some(
                all.iter()
                    .rev()
                    .find(|version| version.number == number)
                    .ok_or_else(|| problem::version_unknown(self, subject, number))?,
            ),
            None => all.last(),
        };
        let live = self.figures_now(subject)?;
        let reader = self.node.reader()?;
        let attestations = match version {
            Some(version) => self.attestations(&reader, version)?,
            None => Vec::new(),
        };
        let mut versions = Vec::with_capacity(all.len());
        for version in &all {
            versions.push((version.clone(), self.receipts(&reader, version)?));
        }
        let first = first_received(&versions).map(|(_, at)| at);
        let mut warnings = self.unequal(subject, &live.registers);
        warnings.extend(version.and_then(|version| version.frozen().err()));
        if let Some((version, frozen)) = version.and_then(|one| Some((one, one.frozen().ok()?))) {
            warnings.extend(self.disagreeing(subject, frozen, Some(version.number))?);
        }
        if let Some(Ok(frozen)) = version.map(Version::frozen) {
            warnings.extend(self.doubts(subject, frozen));
        }
        let own = |(other, _): &&(Version, _)| Some(other.record) == version.map(|v| v.record);
        let receipts = versions.iter().find(own).map(|(_, receipts)| receipts.clone());
        Ok(Shown {
            figures: self.beside(subject, version, &live),
            missing: missing(&subject.template.attested_by, &attestations),
            attestations,
            receipts: receipts.unwrap_or_default(),
            standing: judge(subject.template.cut_off, subject.period, first, self.now()),
            version: version.cloned(),
            versions,
            subject: subject.clone(),
            warnings,
            discrepancies: self.discrepancies_of(subject)?,
        })
    }

    fn beside(
        &self,
        subject: &Subject,
        version: Option<&Version>,
        live: &FiguresNow,
    ) -> Vec<FigureShown> {
        let frozen = version.and_then(|version| version.frozen().ok());
        let lines = frozen.map_or(&subject.template.lines, |frozen| &frozen.lines);
        let number = version.map(|version| version.number);
        let figure = |line: &domain::returns::Line| FigureShown {
            line: line.name.clone(),
            title: line.title.clone(),
            stated: frozen.and_then(|frozen| frozen.values.get(&line.name).copied()),
            live: live.values.get(&line.name).copied(),
            by_hand: frozen.and_then(|frozen| frozen.by_hand.get(&line.name).cloned()),
            heading: line.heading.clone(),
            address: self.address(subject, &line.name, number),
        };
        lines.iter().map(figure).collect()
    }

    /// A return as a text to paste into a chat: the newest version, or the one of that number.
    ///
    /// # Errors
    /// `return_not_prepared`, `version_unknown`, `return_altered`; when the database cannot be read.
    pub fn message(
        &self,
        subject: &Subject,
        number: Option<u32>,
        lang: domain::base::Lang,
    ) -> Outcome<String> {
        let shown = self.show(subject, number)?;
        let version = shown.version.as_ref().ok_or_else(|| problem::no_draft(self, subject))?;
        let frozen = version.frozen()?;
        let day_before = subject.period.yesterday().ok();
        let day_before = day_before.map(|period| Subject { period, ..subject.clone() });
        let before = day_before.map(|subject| self.versions(&subject)).transpose()?;
        let before = before.as_deref().and_then(latest_sent).map(Version::frozen).transpose()?;
        let declared = frozen.taken.as_ref().map(|taken| &taken.declared_by);
        let signer = |post: &Post| match declared {
            Some(names) => names.get(post).map(String::as_str),
            None => {
                let one = shown.attestations.iter().find(|one| one.post == *post);
                one.map(|one| one.full_name.as_str())
            }
        };
        let posts = subject.template.attested_by.iter();
        let received = shown.receipts.first();
        let message = Message {
            unit: &self.unit_name(subject.unit, subject.period),
            title: subject.template.title.get(lang),
            version: version.number,
            frozen,
            before: before.map(|frozen| &frozen.values),
            signers: posts.map(|post| (*post, signer(post))).collect(),
            received: received.map(|one| (domain::base::local(one.received_at), one.on_time)),
        };
        Ok(message.text(lang))
    }

    /// The returns of a unit that were prepared or sent for a day, by every template, the oldest version first.
    ///
    /// # Errors
    /// `unit_unknown`, `unit_not_in_force`; when the database cannot be read.
    pub fn list(&self, unit: &str, period: jiff::civil::Date) -> Outcome<Vec<(Subject, Version)>> {
        let id = self.unit_in_force(unit, period)?.id;
        let mut found = Vec::new();
        for template in &self.templates {
            let subject = Subject { unit: id, template: template.clone(), period };
            let versions = self.versions(&subject)?;
            found.extend(versions.into_iter().map(|version| (subject.clone(), version)));
        }
        Ok(found)
    }
}
