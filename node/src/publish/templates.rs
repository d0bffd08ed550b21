//! Templates of returns: those of the program, and those that stand as files in the data folder.

use std::path::Path;

use domain::returns::{Template, built_in};

use super::{Outcome, problem};
use crate::{Node, NodeError};

/// Folder of further templates, in the data folder.
const FOLDER: &str = "returns";

/// All templates. A file replaces the program's template of the same name when its version is newer.
pub(super) fn all(node: &Node) -> Outcome<Vec<Template>> {
    let mut templates = built_in()?;
    for template in of_folder(&node.folder().join(FOLDER))? {
        match templates.iter_mut().find(|known| known.name == template.name) {
            Some(known) if known.version < template.version => *known = template,
            Some(_) => {}
            None => templates.push(template),
        }
    }
    Ok(templates)
}

fn of_folder(folder: &Path) -> Outcome<Vec<Template>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries = std::fs::read_dir(folder).map_err(NodeError::file(folder))?;
    let mut paths: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    paths.sort();
    paths.iter().map(|path| of_file(path)).collect()
}

fn of_file(path: &Path) -> Outcome<Template> {
    let text = std::fs::read_to_string(path).map_err(NodeError::file(path))?;
    let file = path.display().to_string();
    let template = Template::from_toml(&text).map_err(|fault| fault.in_file(file.as_str()))?;
    // Names stand in conditions and addresses.
    let names = template.lines.iter().map(|line| &line.name).chain([&template.name]);
    if let Some(name) = names.into_iter().find(|name| !is_name(name)) {
        return Err(problem::bad_name(name).in_file(file));
    }
    Ok(template)
}

fn is_name(name: &str) -> bool {
    let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    !name.is_empty() && name.chars().all(letter)
}
