#include "emulators/adapters/tls/tls_cost.h"

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <memory>
#include <stdexcept>

namespace kazasu::adapters {

namespace {

template <auto Free>
struct Deleter {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
using Bio = std::unique_ptr<BIO, Deleter<BIO_free>>;
using Context = std::unique_ptr<SSL_CTX, Deleter<SSL_CTX_free>>;
using Connection = std::unique_ptr<SSL, Deleter<SSL_free>>;
using Session = std::unique_ptr<SSL_SESSION, Deleter<SSL_SESSION_free>>;
using Certificate = std::unique_ptr<X509, Deleter<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;

void require(bool condition, char const* what) {
  if (!condition) throw std::runtime_error(std::string{"TLS cost: "} + what);
}

Bio memory(std::string const& text) {
  return Bio{BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))};
}

Context server_context(TlsIdentity const& identity) {
  auto context = Context{SSL_CTX_new(TLS_server_method())};
  auto const certificate =
      Certificate{PEM_read_bio_X509(memory(identity.certificate_pem).get(), nullptr, nullptr, nullptr)};
  auto const key = Key{PEM_read_bio_PrivateKey(memory(identity.key_pem).get(), nullptr, nullptr, nullptr)};
  require(SSL_CTX_use_certificate(context.get(), certificate.get()) == 1, "the certificate cannot be used");
  require(SSL_CTX_use_PrivateKey(context.get(), key.get()) == 1, "the key cannot be used");
  return context;
}

Context client_context(TlsIdentity const& identity) {
  auto context = Context{SSL_CTX_new(TLS_client_method())};
  auto const ca = Certificate{PEM_read_bio_X509(memory(identity.ca_pem).get(), nullptr, nullptr, nullptr)};
  require(X509_STORE_add_cert(SSL_CTX_get_cert_store(context.get()), ca.get()) == 1, "the CA cannot be used");
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  return context;
}

struct Handshake {
  bool resumed = false;
  Session session;  // for the next one
};

// `resume` may be null.
Handshake handshake(SSL_CTX* client_side, SSL_CTX* server_side, SSL_SESSION* resume) {
  auto client = Connection{SSL_new(client_side)};
  auto server = Connection{SSL_new(server_side)};
  BIO* near = nullptr;
  BIO* far = nullptr;
  require(BIO_new_bio_pair(&near, 0, &far, 0) == 1, "no memory");
  SSL_set_bio(client.get(), near, near);
  SSL_set_bio(server.get(), far, far);
  SSL_set_connect_state(client.get());
  SSL_set_accept_state(server.get());
  if (resume != nullptr) require(SSL_set_session(client.get(), resume) == 1, "the session cannot be used");
  auto client_done = false;
  auto server_done = false;
  for (int turn = 0; turn < 10 && !(client_done && server_done); ++turn) {
    client_done = SSL_do_handshake(client.get()) == 1;
    server_done = SSL_do_handshake(server.get()) == 1;
  }
  require(client_done && server_done, "the handshake does not end");
  auto nothing = char{};
  SSL_read(client.get(), &nothing, 1);  // takes the tickets, which come behind the handshake
  // A connection that ends without a shutdown takes its session with it.
  SSL_set_shutdown(client.get(), SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
  return {.resumed = SSL_session_reused(client.get()) == 1,
          .session = Session{SSL_get1_session(client.get())}};
}

double handshakes_per_second(TlsIdentity const& identity, std::chrono::milliseconds time, bool resume) {
  auto const client_side = client_context(identity);
  auto const server_side = server_context(identity);
  auto last = handshake(client_side.get(), server_side.get(), nullptr);
  auto const start = std::chrono::steady_clock::now();
  auto elapsed = std::chrono::duration<double>{};
  auto count = 0;
  while (elapsed < time) {
    last = handshake(client_side.get(), server_side.get(), resume ? last.session.get() : nullptr);
    require(last.resumed == resume, "a session was not resumed as it should be");
    ++count;
    elapsed = std::chrono::steady_clock::now() - start;
  }
  return count / elapsed.count();
}

}  // namespace

double full_handshakes_per_second(TlsIdentity const& server, std::chrono::milliseconds time) {
  return handshakes_per_second(server, time, false);
}

double resumed_handshakes_per_second(TlsIdentity const& server, std::chrono::milliseconds time) {
  return handshakes_per_second(server, time, true);
}

}  // namespace kazasu::adapters
