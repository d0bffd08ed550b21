//! HTTPS with a given certificate, as a browser opens it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use super::{PASSWORD, demo};

/// The program as it serves; it ends with the value.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Certificate and key were made for these tests and serve nothing else.
fn fixture(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/web/fixtures").join(name)
}

/// Sends a request over TLS and gives the answer, head and body.
fn send(address: &str, request: &str) -> String {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(fixture("certificate.pem")).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from("localhost").unwrap();
    let client = ClientConnection::new(Arc::new(config), name).unwrap();
    let mut line = StreamOwned::new(client, TcpStream::connect(address).unwrap());
    line.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    // The end may come without a farewell.
    let _ = line.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

fn cookie(answer: &str) -> String {
    let line = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
    line.split(';').next().unwrap().to_owned()
}

#[test]
fn over_https_cookies_are_bound_to_the_host_and_plain_http_is_no_way_in() {
    let folder = demo();
    let mut command = Command::new(env!("CARGO_BIN_EXE_phaodai"));
    command.arg("serve").arg("--data").arg(folder.path().join("data"));
    command.args(["--now", "2021-09-10T09:41", "--listen", "127.0.0.1:0"]);
    command.arg("--cert").arg(fixture("certificate.pem")).arg("--key").arg(fixture("key.pem"));
    let mut server = Server(command.stdout(Stdio::piped()).spawn().unwrap());
    let mut said = BufReader::new(server.0.stdout.take().unwrap());
    let mut line = String::new();
    said.read_line(&mut line).unwrap();
    let address = line.split("https://").nth(1).unwrap_or_else(|| panic!("{line}"));
    let address = address.trim().trim_end_matches('/').to_owned();
    std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));

    let head = format!("Host: {address}\r\nConnection: close\r\n");
    let form = send(&address, &format!("GET /sign-in HTTP/1.1\r\n{head}\r\n"));
    assert!(form.starts_with("HTTP/1.1 200"), "{form}");
    let csrf = form.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([
            ("csrf", csrf),
            ("login", "huyen.truc"),
            ("password", PASSWORD),
            ("to", "/"),
        ])
        .finish();
    let sign_in = send(
        &address,
        &format!(
            "POST /sign-in HTTP/1.1\r\n{head}Origin: https://{address}\r\nCookie: {}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            cookie(&form),
            body.len()
        ),
    );
    assert!(sign_in.starts_with("HTTP/1.1 303"), "{sign_in}");
    assert!(sign_in.contains("set-cookie: __Host-phaodai=") && sign_in.contains("; Secure"));
    let first =
        send(&address, &format!("GET / HTTP/1.1\r\n{head}Cookie: {}\r\n\r\n", cookie(&sign_in)));
    assert!(first.starts_with("HTTP/1.1 200") && first.contains("Huyện Mai Sơn"), "{first}");

    // Whoever speaks plain HTTP to this port is not answered.
    let mut plain = TcpStream::connect(&address).unwrap();
    plain.write_all(b"GET /sign-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    let _ = plain.read_to_end(&mut answer);
    assert!(!String::from_utf8_lossy(&answer).contains("csrf"));
}
