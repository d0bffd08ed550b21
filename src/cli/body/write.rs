//! What changes response bodies.

use domain::base::OfficerId;
use node::people::bodies::{self, NewBody, NewDuty, NewPaper, Standing};
use node::people::{self};
use serde_json::json;

use super::super::node::actor_in;
use super::super::{Failure, Outcome};
use super::{Command, Desk, Which, kind_meant, paper_meant, place_meant};
use crate::files;

impl Desk<'_> {
    /// Runs a command that writes, and says what it wrote.
    pub(super) fn write(&self, command: &Command) -> Result<Outcome, Failure> {
        let record = match command {
            Command::Add { .. } => self.add(command)?,
            Command::Join { which, person, place, since } => {
                let (body, by) = self.named(which)?;
                let officer = people::find(self.node, person)?.id;
                let place = (place_meant(place)?, since.unwrap_or(self.today));
                bodies::join(self.node, &body, officer, place, by)?
            }
            Command::Leave { which, person, last } => {
                let (body, by) = self.named(which)?;
                let officer = people::find(self.node, person)?;
                if !body.body.members.iter().any(|member| member.officer == officer.id) {
                    return Err(not_in(&officer.full_name, &body.body.title).into());
                }
                bodies::leave(self.node, &body, officer.id, last.unwrap_or(self.today), by)?;
                body.id
            }
            Command::Paper { which, kind, number, issued, file } => {
                let (body, by) = self.named(which)?;
                let file = file.as_deref().map(|path| -> Result<_, Failure> {
                    let hash = files::hash(path)?;
                    let hash = hash.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
                    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                    Ok((name, hash))
                });
                let file = file.transpose()?;
                let paper = NewPaper {
                    kind: paper_meant(kind)?,
                    number,
                    issued_on: issued.unwrap_or(self.today),
                    file: file.as_ref().map(|(name, hash)| (name.as_str(), hash.clone())),
                };
                bodies::file_paper(self.node, &body, &paper, by)?
            }
            Command::Duty { which, duty, person, deputy, area } => {
                let (body, by) = self.named(which)?;
                let who = |said: &Option<String>| -> Result<Option<OfficerId>, Failure> {
                    let found = said.as_deref().map(|said| people::find(self.node, said));
                    Ok(found.transpose()?.map(|officer| officer.id))
                };
                let area = area.as_deref().map(|code| self.unit(code)).transpose()?;
                let duty = NewDuty {
                    duty,
                    responsible: who(person)?,
                    deputy: who(deputy)?,
                    area: area.map(|area| area.id),
                    from: self.today,
                };
                bodies::assign(self.node, &body, &duty, by)?
            }
            Command::Dissolve { which, last, reason } => {
                let (body, by) = self.named(which)?;
                bodies::dissolve(self.node, &body, last.unwrap_or(self.today), by, reason)?;
                body.id
            }
            Command::Show { unit } => return self.show(unit),
            Command::Check { unit } => return self.check(unit),
        };
        if self.context.json {
            self.context.print_json(&json!({"record": record.to_string()}))?;
        } else {
            println!("{}", self.context.say("đã ghi nhận", "recorded"));
        }
        Ok(Outcome::Done)
    }

    fn add(&self, command: &Command) -> Result<domain::base::RecordId, Failure> {
        let Command::Add { kind, unit, title, part_of, households, since } = command else {
            return Err(not_in("", "").into());
        };
        let unit = self.unit(unit)?;
        let by = actor_in(self.node, self.tree, unit, self.context)?;
        let kind = kind_meant(kind)?;
        let named = format!("{} {}", kind.title().vi, unit.full_name_on(self.today));
        let title = title.as_deref().unwrap_or(&named);
        if self.bodies(unit)?.iter().any(|one| one.body.kind == kind && one.is_called(title)) {
            return Err(there_already(title).into());
        }
        let part_of = part_of.as_deref().map(|said| self.body(unit, said)).transpose()?;
        let new = NewBody {
            unit: unit.id,
            kind,
            title,
            part_of: part_of.map(|whole| whole.id),
            from: since.unwrap_or(self.today),
            households: *households,
        };
        Ok(bodies::set_up(self.node, &new, by)?)
    }

    /// The body that is meant, and who acts on it.
    fn named(&self, which: &Which) -> Result<(Standing, Option<OfficerId>), Failure> {
        let unit = self.unit(&which.unit)?;
        let by = actor_in(self.node, self.tree, unit, self.context)?;
        Ok((self.body(unit, &which.body)?, by))
    }
}

fn there_already(title: &str) -> domain::base::Diagnostic {
    domain::base::Diagnostic::error(
        "body_known",
        format!("Đã có “{title}”."),
        format!("“{title}” is there already."),
    )
    .hint("Đặt tên khác bằng --title.", "Give another title with --title.")
}

fn not_in(name: &str, body: &str) -> domain::base::Diagnostic {
    domain::base::Diagnostic::error(
        "member_unknown",
        format!("{name} không ở trong {body}."),
        format!("{name} is not in {body}."),
    )
    .hint("Xem: phaodai body show.", "See: phaodai body show.")
}
