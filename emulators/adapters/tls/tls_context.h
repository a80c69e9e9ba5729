// TLS configuration shared by connections: contexts, credentials, calendar-time verification. Internal to the
// adapters.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "sim/calendar.h"

struct ssl_ctx_st;
struct ssl_st;
struct ssl_session_st;
struct x509_st;
struct evp_pkey_st;

namespace kazasu::adapters {

struct TlsDelete {
  void operator()(ssl_ctx_st* context) const noexcept;
  void operator()(ssl_st* connection) const noexcept;
  void operator()(ssl_session_st* session) const noexcept;
  void operator()(x509_st* certificate) const noexcept;
  void operator()(evp_pkey_st* key) const noexcept;
};
using TlsContext = std::unique_ptr<ssl_ctx_st, TlsDelete>;
using TlsConnection = std::unique_ptr<ssl_st, TlsDelete>;
using TlsSession = std::unique_ptr<ssl_session_st, TlsDelete>;

struct TlsCredential {
  std::unique_ptr<x509_st, TlsDelete> certificate;
  std::unique_ptr<evp_pkey_st, TlsDelete> key;
};
// Throws std::runtime_error when either cannot be read or they do not belong together; shows neither.
TlsCredential load_credential(std::string_view certificate_pem, std::string_view key_pem);

struct ServerTlsOptions {
  std::string_view certificate_pem;  // may be followed by its intermediates
  std::string_view key_pem;
  std::string_view client_ca_pem;  // empty: clients need no certificate
};
// TLS 1.2 and 1.3, session tickets on. Throws std::runtime_error for credentials that cannot be used.
TlsContext make_server_context(ServerTlsOptions const& options);

struct ClientTlsOptions {
  std::string_view ca_pem;       // what the server's certificate must chain to
  std::string_view server_name;  // the name or address that it must carry
};
TlsContext make_client_context(ClientTlsOptions const& options);

// A connection on a non-blocking socket, which it does not own. Certificate dates are judged at `now`.
TlsConnection accept_tls(ssl_ctx_st& context, int socket, sim::Instant now);
// Whether the certificate's common name is one to refuse.
using RevokedName = std::function<bool(std::string_view common_name)>;
// Refuses such a client in its handshake, with the alert certificate_revoked. `revoked` must outlive the
// connection. Before the handshake begins.
void refuse_revoked(ssl_st& connection, RevokedName const& revoked);

struct TlsConnectOptions {
  std::string const& server_name;
  TlsCredential const* credential = nullptr;  // client certificate
  ssl_session_st* resume = nullptr;
  TlsSession* new_session = nullptr;  // where the newest session goes; must outlive the connection
};
TlsConnection connect_tls(ssl_ctx_st& context, int socket, sim::Instant now,
                          TlsConnectOptions const& options);

// After the handshake. A resumed session repeats no verification, hence the dates apart.
bool is_resumed(ssl_st& connection);
bool peer_dates_hold(ssl_st& connection, sim::Instant now);
std::string peer_common_name(ssl_st& connection);  // empty without a certificate
std::string peer_serial(ssl_st& connection);       // hexadecimal; empty without a certificate
std::string tls_version(ssl_st& connection);       // "TLSv1.3"
std::string tls_cipher(ssl_st& connection);

}  // namespace kazasu::adapters
