#include "emulators/adapters/tls/tls_context.h"

#include <arpa/inet.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>
#include <chrono>
#include <ctime>
#include <stdexcept>

#include "emulators/adapters/http/target_url.h"
#include "emulators/adapters/tls/socket_bio.h"

namespace kazasu::adapters {

namespace {

using Certificate = std::unique_ptr<X509, TlsDelete>;
using Key = std::unique_ptr<EVP_PKEY, TlsDelete>;

struct BioDelete {
  void operator()(BIO* bio) const noexcept { BIO_free(bio); }
};
using MemoryBio = std::unique_ptr<BIO, BioDelete>;

// OpenSSL's own reason, never the material that it failed on.
[[noreturn]] void fail(std::string const& what) {
  auto const code = ERR_get_error();
  ERR_clear_error();
  auto const* const reason = code == 0 ? nullptr : ERR_reason_error_string(code);
  throw std::runtime_error("TLS: " + what + (reason == nullptr ? "" : " (" + std::string{reason} + ")"));
}

MemoryBio open_text(std::string_view text) {
  auto bio = MemoryBio{BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))};
  if (!bio) fail("out of memory");
  return bio;
}

Certificate read_certificate(BIO* bio) {
  return Certificate{PEM_read_bio_X509(bio, nullptr, nullptr, nullptr)};
}

std::time_t seconds_of(sim::Instant now) {
  return std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count();
}

// Settings of both ends. AES-128 and X25519 first: the cheapest of what is strong enough.
void apply_common_settings(SSL_CTX* context) {
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_options(context,
                      SSL_OP_NO_RENEGOTIATION | SSL_OP_IGNORE_UNEXPECTED_EOF | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_read_ahead(context, 1);
  SSL_CTX_set1_groups_list(context, "X25519:P-256:P-384");
  SSL_CTX_set_ciphersuites(context,
                           "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256");
}

// Every certificate in `pem` becomes trusted; calls `each` for all of them.
template <class Each>
void trust(SSL_CTX* context, std::string_view pem, Each const& each) {
  auto const bio = open_text(pem);
  auto count = 0;
  while (auto const certificate = read_certificate(bio.get())) {
    if (X509_STORE_add_cert(SSL_CTX_get_cert_store(context), certificate.get()) != 1) fail("CA not usable");
    each(certificate.get());
    ++count;
  }
  ERR_clear_error();  // the end of the text is an error to OpenSSL
  if (count == 0) fail("no trusted CA certificate found; expected PEM");
}

// Keeps client sessions where connect_tls() was told to; OpenSSL hands over its reference.
int take_session(SSL* connection, SSL_SESSION* session) {
  auto* const holder = static_cast<TlsSession*>(SSL_get_app_data(connection));
  if (holder == nullptr) return 0;
  holder->reset(session);
  return 1;
}

std::string common_name(X509 const* certificate) {
  if (certificate == nullptr) return {};
  auto const* const subject = X509_get_subject_name(certificate);
  auto const index = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
  if (index < 0) return {};
  unsigned char* text = nullptr;
  auto const* const value = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, index));
  auto const size = ASN1_STRING_to_UTF8(&text, value);
  if (size < 0) return {};
  auto name = std::string(reinterpret_cast<char const*>(text), static_cast<std::size_t>(size));
  OPENSSL_free(text);
  return name;
}

// Of each certificate of the chain, after the library's own word; the client's own is at depth 0.
int judge_client(int holds, X509_STORE_CTX* chain) {
  if (holds != 1 || X509_STORE_CTX_get_error_depth(chain) != 0) return holds;
  auto const* const connection =
      static_cast<SSL*>(X509_STORE_CTX_get_ex_data(chain, SSL_get_ex_data_X509_STORE_CTX_idx()));
  auto const* const revoked = static_cast<RevokedName const*>(SSL_get_app_data(connection));
  if (!(*revoked)(common_name(X509_STORE_CTX_get_current_cert(chain)))) return holds;
  X509_STORE_CTX_set_error(chain, X509_V_ERR_CERT_REVOKED);
  return 0;
}

TlsConnection new_connection(SSL_CTX& context, int socket, sim::Instant now) {
  auto connection = TlsConnection{SSL_new(&context)};
  if (!connection) fail("out of memory");
  auto* const bio = new_socket_bio(socket);
  SSL_set_bio(connection.get(), bio, bio);
  X509_VERIFY_PARAM_set_time(SSL_get0_param(connection.get()), seconds_of(now));
  return connection;
}

}  // namespace

void TlsDelete::operator()(ssl_ctx_st* context) const noexcept {
  SSL_CTX_free(context);
}
void TlsDelete::operator()(ssl_st* connection) const noexcept {
  SSL_free(connection);
}
void TlsDelete::operator()(ssl_session_st* session) const noexcept {
  SSL_SESSION_free(session);
}
void TlsDelete::operator()(x509_st* certificate) const noexcept {
  X509_free(certificate);
}
void TlsDelete::operator()(evp_pkey_st* key) const noexcept {
  EVP_PKEY_free(key);
}

TlsCredential load_credential(std::string_view certificate_pem, std::string_view key_pem) {
  auto credential = TlsCredential{};
  credential.certificate = read_certificate(open_text(certificate_pem).get());
  if (!credential.certificate) fail("the certificate is not readable; expected PEM");
  credential.key.reset(PEM_read_bio_PrivateKey(open_text(key_pem).get(), nullptr, nullptr, nullptr));
  if (!credential.key) fail("the private key is not readable; expected PEM without a password");
  if (X509_check_private_key(credential.certificate.get(), credential.key.get()) != 1) {
    fail("the private key does not belong to the certificate");
  }
  return credential;
}

TlsContext make_server_context(ServerTlsOptions const& options) {
  auto context = TlsContext{SSL_CTX_new(TLS_server_method())};
  if (!context) fail("out of memory");
  apply_common_settings(context.get());
  SSL_CTX_set_options(context.get(), SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_num_tickets(context.get(), 1);
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);  // tickets hold what is needed
  constexpr auto kContextId = std::array<unsigned char, 6>{'k', 'a', 'z', 'a', 's', 'u'};
  SSL_CTX_set_session_id_context(context.get(), kContextId.data(), kContextId.size());

  auto const credential = load_credential(options.certificate_pem, options.key_pem);
  SSL_CTX_use_certificate(context.get(), credential.certificate.get());
  if (SSL_CTX_use_PrivateKey(context.get(), credential.key.get()) != 1) fail("the key cannot be used");
  auto const chain = open_text(options.certificate_pem);
  read_certificate(chain.get());
  while (auto const intermediate = read_certificate(chain.get())) {
    SSL_CTX_add1_chain_cert(context.get(), intermediate.get());
  }
  ERR_clear_error();

  if (!options.client_ca_pem.empty()) {
    trust(context.get(), options.client_ca_pem, [&](X509* ca) { SSL_CTX_add_client_CA(context.get(), ca); });
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  }
  return context;
}

TlsContext make_client_context(ClientTlsOptions const& options) {
  auto context = TlsContext{SSL_CTX_new(TLS_client_method())};
  if (!context) fail("out of memory");
  apply_common_settings(context.get());
  trust(context.get(), options.ca_pem, [](X509*) {});
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
  SSL_CTX_sess_set_new_cb(context.get(), take_session);

  auto* const param = SSL_CTX_get0_param(context.get());
  auto const name = std::string{options.server_name};
  X509_VERIFY_PARAM_set_hostflags(param, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  auto const set = is_literal_address(name) ? X509_VERIFY_PARAM_set1_ip_asc(param, name.c_str())
                                            : X509_VERIFY_PARAM_set1_host(param, name.data(), name.size());
  if (name.empty() || set != 1) fail("the server's name cannot be used");
  return context;
}

TlsConnection accept_tls(ssl_ctx_st& context, int socket, sim::Instant now) {
  auto connection = new_connection(context, socket, now);
  SSL_set_accept_state(connection.get());
  return connection;
}

TlsConnection connect_tls(ssl_ctx_st& context, int socket, sim::Instant now,
                          TlsConnectOptions const& options) {
  auto connection = new_connection(context, socket, now);
  auto* const ssl = connection.get();
  SSL_set_connect_state(ssl);
  SSL_set_app_data(ssl, options.new_session);
  if (!is_literal_address(options.server_name)) SSL_set_tlsext_host_name(ssl, options.server_name.c_str());
  if (options.credential != nullptr) {
    SSL_use_certificate(ssl, options.credential->certificate.get());
    if (SSL_use_PrivateKey(ssl, options.credential->key.get()) != 1) fail("the client's key cannot be used");
  }
  if (options.resume != nullptr) SSL_set_session(ssl, options.resume);
  return connection;
}

bool is_resumed(ssl_st& connection) {
  return SSL_session_reused(&connection) == 1;
}

bool peer_dates_hold(ssl_st& connection, sim::Instant now) {
  auto const* const certificate = SSL_get0_peer_certificate(&connection);
  if (certificate == nullptr) return true;
  auto seconds = seconds_of(now);
  return X509_cmp_time(X509_get0_notBefore(certificate), &seconds) < 0 &&
         X509_cmp_time(X509_get0_notAfter(certificate), &seconds) > 0;
}

void refuse_revoked(ssl_st& connection, RevokedName const& revoked) {
  SSL_set_app_data(&connection, const_cast<RevokedName*>(&revoked));
  SSL_set_verify(&connection, SSL_get_verify_mode(&connection), judge_client);
}

std::string peer_common_name(ssl_st& connection) {
  return common_name(SSL_get0_peer_certificate(&connection));
}

std::string peer_serial(ssl_st& connection) {
  auto const* const certificate = SSL_get0_peer_certificate(&connection);
  if (certificate == nullptr) return {};
  auto* const number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr);
  auto* const digits = BN_bn2hex(number);
  auto text = std::string{digits == nullptr ? "" : digits};
  OPENSSL_free(digits);
  BN_free(number);
  return text;
}

std::string tls_version(ssl_st& connection) {
  return SSL_get_version(&connection);
}
std::string tls_cipher(ssl_st& connection) {
  return SSL_get_cipher_name(&connection);
}

}  // namespace kazasu::adapters
