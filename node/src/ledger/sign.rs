//! Signed heads: the node vouches for its streams up to here, at each return, on request and hourly.

use domain::base::NodeId;

use super::Key;
use crate::Result;
use crate::store::{StoredSignature, Writer};

/// Signs the heads of this node's streams that are not signed yet; tells how many.
pub(crate) fn sign_heads(writer: &Writer<'_>, node: NodeId, key: &Key, now: u64) -> Result<usize> {
    let streams = writer.unsigned(node)?;
    let public_key = key.public_bytes();
    for row in &streams {
        let head = row.tail.head;
        let bytes = key.sign(&head, now);
        let signature = StoredSignature { head, at: now, public_key: public_key.to_vec(), bytes };
        writer.add_signature(row.no, &signature)?;
    }
    Ok(streams.len())
}
