//! What stands beside the chain: schema, facts, stream ends, signatures, read log.

use std::collections::BTreeSet;

use super::walk::Ends;
use super::{Breach, Verified};
use crate::Result;
use crate::ledger::key::{hex, holds};
use crate::projection::{Projection, Registry, system_register};
use crate::store::{APPLICATION_ID, Reader, StoredSignature, Writer};

/// Compares the schema with that of a database that was made just now.
pub(super) fn check_schema(reader: &Reader<'_>, verified: &mut Verified) -> Result<()> {
    let fresh = Writer::scratch()?;
    let registry = Projection::load(reader)?.registry().clone();
    Projection::with_tables(&fresh, registry)?;
    let (ours, theirs) = (fresh.schema()?, reader.schema()?);
    if let Some(line) = theirs.symmetric_difference(&ours).next() {
        verified.report(None, Breach::Schema(line.clone()));
    }
    if fresh.version()? != reader.version()? {
        verified.report(None, Breach::Schema("user_version".to_owned()));
    }
    if reader.application_id()? != APPLICATION_ID {
        verified.report(None, Breach::Schema("application_id".to_owned()));
    }
    Ok(())
}

/// Checks everything beside the chain that needs no fold.
pub(super) fn check(reader: &Reader<'_>, ends: &Ends, verified: &mut Verified) -> Result<()> {
    if let Some(name) = reader.broken_meta()? {
        verified.report(None, Breach::Meta(name));
    }
    check_ends(reader, ends, verified)?;
    check_signatures(reader, verified)?;
    for (count, table) in
        [(reader.stray_packs()?, "pack"), (reader.stray_signatures()?, "signature")]
    {
        if count > 0 {
            verified.report(None, Breach::Stray(count, table));
        }
    }
    if let Some(no) = reader.broken_reading()? {
        verified.report(None, Breach::ReadLog(no));
    }
    Ok(())
}

fn check_ends(reader: &Reader<'_>, ends: &Ends, verified: &mut Verified) -> Result<()> {
    let streams = reader.streams()?;
    for (row, expected) in streams.iter().zip(1..) {
        verified.streams += 1;
        if row.no != expected || ends.get(&row.no) != Some(&(row.tail, row.last)) {
            verified.report(None, Breach::StreamEnd(row.tail.head.stream));
        }
    }
    Ok(())
}

fn check_signatures(reader: &Reader<'_>, verified: &mut Verified) -> Result<()> {
    let registry = Projection::load(reader)?.registry().clone();
    let keys = known_keys(reader, &registry)?;
    for signature in reader.signatures()? {
        if check_signature(reader, &keys, &signature)? {
            verified.signatures += 1;
        } else {
            let (stream, seq) = (signature.head.stream, signature.head.seq);
            verified.report(None, Breach::Signature { stream, seq });
        }
    }
    Ok(())
}

fn check_signature(
    reader: &Reader<'_>,
    keys: &BTreeSet<(String, String)>,
    signature: &StoredSignature,
) -> Result<bool> {
    let StoredSignature { head, at, public_key, bytes } = signature;
    let owner = (head.stream.node.to_string(), hex(public_key));
    let stream = reader.stream(head.stream)?.map(|row| row.no);
    let held = match stream {
        Some(stream) => reader.hash_at(stream, head.seq)? == Some(head.hash),
        None => false,
    };
    Ok(held && keys.contains(&owner) && holds(public_key, head, *at, bytes))
}

/// Node and public key, as the register of nodes has them.
fn known_keys(reader: &Reader<'_>, registry: &Registry) -> Result<BTreeSet<(String, String)>> {
    let mut keys = BTreeSet::new();
    let Ok(nodes) = registry.get(system_register("node")) else { return Ok(keys) };
    let field = |name: &str| nodes.definition.field(name).map(|field| field.no);
    let (Some(node), Some(key)) = (field("node"), field("public_key")) else { return Ok(keys) };
    reader.rows(&nodes.table, |record| {
        let text = |no| record.body.get(&no).map(ToString::to_string).unwrap_or_default();
        keys.insert((text(node), text(key)));
        Ok(())
    })?;
    Ok(keys)
}
