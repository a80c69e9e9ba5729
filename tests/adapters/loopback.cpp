#include "tests/adapters/loopback.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <csignal>

#include "emulators/adapters/tls/tls_context.h"

namespace kazasu::adapters::testing {

namespace {

using eligibility::Outcome;
using eligibility::ServerStage;

identity::Validity test_validity() {
  return {.not_before = jst("2024-01-01T00:00:00+09:00"), .not_after = jst("2025-12-31T23:59:59+09:00")};
}

// "kind;first;second"
std::optional<std::pair<std::string, std::string>> split(std::string_view text, char kind) {
  if (text.size() < 2 || text[0] != kind || text[1] != ';') return std::nullopt;
  auto const end = text.find(';', 2);
  if (end == std::string_view::npos) return std::nullopt;
  return std::pair{std::string{text.substr(2, end - 2)}, std::string{text.substr(end + 1)}};
}

}  // namespace

sim::Instant jst(char const* iso) {
  return sim::parse_iso_date_time(iso);
}

Credentials::Credentials()
    : server_ca(identity::make_tls_ca({identity::kServerCaOrganization, "TEST server CA"}, test_validity())),
      station_ca(
          identity::make_tls_ca({identity::kStationCaOrganization, "TEST station CA"}, test_validity())),
      other_ca(identity::make_tls_ca({"KAZASU-TEST OTHER", "TEST other CA"}, test_validity())),
      server_ca_pem(identity::certificate_to_pem(server_ca.certificate.get())),
      station_ca_pem(identity::certificate_to_pem(station_ca.certificate.get())),
      other_ca_pem(identity::certificate_to_pem(other_ca.certificate.get())) {
  auto const server = identity::make_server_certificate(server_ca, test_validity());
  server_pem = identity::certificate_to_pem(server.certificate.get());
  server_key_pem = identity::key_to_pem(server.key.get());
}

ClientCredential Credentials::station(std::string_view institution_code) const {
  auto const issued = identity::make_station_certificate(station_ca, institution_code, test_validity());
  return {.certificate_pem = identity::certificate_to_pem(issued.certificate.get()),
          .key_pem = identity::key_to_pem(issued.key.get())};
}

Credentials const& credentials() {
  static auto const made = Credentials{};
  return made;
}

TestServer::TestServer(Options options) {
  listener_ = &loop_.listen(HttpsListenerOptions{
      .name = "test",
      .port = options.port,
      .certificate_pem = credentials().server_pem,
      .key_pem = credentials().server_key_pem,
      .client_ca_pem = options.client_certificates ? credentials().station_ca_pem : "",
      .service = options.service,
      .calendar = [now = jst(options.now.c_str())] { return now; },
      .limits = options.limits,
  });
  port_ = listener_->port();
  thread_ = std::thread{[this] { loop_.run(std::chrono::milliseconds{200}); }};
}

TestServer::~TestServer() {
  stop();
}

ServerCounters TestServer::stop() {
  if (thread_.joinable()) {
    loop_.request_stop();
    thread_.join();
  }
  return listener_->counters();
}

ReceptionHandlers simple_reception() {
  return {
      .submit_consent =
          [](eligibility::ConsentRequest const& request, sim::Instant, eligibility::StageMeter& meter) {
            if (request.reception_token != "0123") {
              return eligibility::ConsentAnswer{.outcome = Outcome::kUnknownInstitution};
            }
            meter.lap(ServerStage::kRegistration);
            return eligibility::ConsentAnswer{.outcome = Outcome::kAccepted,
                                              .session = "visit" + std::to_string(request.consents.bits()),
                                              .nonce = std::string(32, '\x7f')};
          },
      .authenticate =
          [](eligibility::AuthenticationRequest const& request, sim::Instant,
             eligibility::StageMeter& meter) {
            meter.lap(ServerStage::kSignature);
            meter.lap(ServerStage::kStatus);
            meter.lap(ServerStage::kRegistration);
            auto const good =
                request.certificate == "certificate" && request.signature == std::string("\0\1", 2);
            return eligibility::Registration{
                .outcome = good ? Outcome::kAccepted : Outcome::kSignatureInvalid,
                .number = good ? "00000000000000000042" : "",
                .expires_soon = good};
          },
      .institution_name = [](std::string_view token) -> std::optional<std::string> {
        if (token != "0123") return std::nullopt;
        return "TEST \"station\"";
      },
  };
}

ClosedLineHandlers simple_closed_line() {
  return {
      .notices =
          [](eligibility::NoticeRequest const& request, sim::Instant, eligibility::StageMeter& meter) {
            meter.lap(ServerStage::kLookup);
            auto answer = eligibility::NoticeAnswer{.outcome = Outcome::kAccepted};
            answer.notices.push_back({.sequence = request.after + 1, .registration_number = "42"});
            return answer;
          },
      .inquire =
          [](eligibility::InquiryRequest const& request, sim::Instant now, eligibility::StageMeter& meter) {
            meter.lap(ServerStage::kLookup);
            return eligibility::InquiryAnswer{.outcome = Outcome::kAccepted,
                                              .processed_at = now,
                                              .institution_code = request.institution_code,
                                              .file_identifier = request.registration_number};
          },
  };
}

ClosedLineServerCodec simple_server_codec() {
  return {
      .decode_notice_request = [](std::string_view text) -> std::optional<eligibility::NoticeRequest> {
        auto const parts = split(text, 'n');
        if (!parts) return std::nullopt;
        return eligibility::NoticeRequest{.institution_code = parts->first,
                                          .after = std::stoull(parts->second)};
      },
      .decode_inquiry_request = [](std::string_view text) -> std::optional<eligibility::InquiryRequest> {
        auto const parts = split(text, 'i');
        if (!parts) return std::nullopt;
        return eligibility::InquiryRequest{.institution_code = parts->first,
                                           .registration_number = parts->second};
      },
      .encode_notice_answer =
          [](eligibility::NoticeAnswer const& answer) {
            auto const sequence = answer.notices.empty() ? 0 : answer.notices.front().sequence;
            return "n;" + std::string{eligibility::name_of(answer.outcome)} + ";" + std::to_string(sequence);
          },
      .encode_inquiry_answer =
          [](eligibility::InquiryAnswer const& answer) {
            return "i;" + std::string{eligibility::name_of(answer.outcome)} + ";" + answer.file_identifier;
          },
  };
}

ClosedLineClientCodec simple_client_codec() {
  static auto const outcome = [](std::string const& name) {
    return name == "accepted"               ? Outcome::kAccepted
           : name == "institution_mismatch" ? Outcome::kInstitutionMismatch
                                            : Outcome::kMalformedRequest;
  };
  return {
      .encode_notice_request =
          [](eligibility::NoticeRequest const& request) {
            return "n;" + request.institution_code + ";" + std::to_string(request.after);
          },
      .encode_inquiry_request =
          [](eligibility::InquiryRequest const& request) {
            return "i;" + request.institution_code + ";" + request.registration_number;
          },
      .decode_notice_answer = [](std::string_view text) -> std::optional<eligibility::NoticeAnswer> {
        auto const parts = split(text, 'n');
        if (!parts) return std::nullopt;
        auto answer = eligibility::NoticeAnswer{.outcome = outcome(parts->first)};
        answer.notices.push_back({.sequence = std::stoull(parts->second)});
        return answer;
      },
      .decode_inquiry_answer = [](std::string_view text) -> std::optional<eligibility::InquiryAnswer> {
        auto const parts = split(text, 'i');
        if (!parts) return std::nullopt;
        return eligibility::InquiryAnswer{.outcome = outcome(parts->first), .file_identifier = parts->second};
      },
  };
}

HttpsTarget target_at(std::uint16_t port) {
  return {.url = parse_target_url("https://localhost:" + std::to_string(port)),
          .ca_pem = credentials().server_ca_pem};
}

HttpsReceptionOptions reception_options(std::uint16_t port, LegPolicy policy) {
  return {.target = target_at(port), .page = policy, .app = policy, .calendar = [] { return jst(kInside); }};
}

HttpsEligibilityOptions eligibility_options(std::uint16_t port, LegPolicy policy) {
  return {.target = target_at(port),
          .closed_line = policy,
          .credentials =
              [](identity::StationIndex index) { return credentials().station(std::to_string(index)); },
          .codec = simple_client_codec(),
          .calendar = [] { return jst(kInside); }};
}

eligibility::ConsentRequest full_consent() {
  return {.reception_token = "0123", .consents = eligibility::ConsentSet::all()};
}

eligibility::Reply<eligibility::ConsentAnswer> CallTest::consent_at(HttpsReceptionPort& port,
                                                                    identity::StationIndex station) {
  return run_call(realtime,
                  port.submit_consent({.station = station}, full_consent(), within(realtime, kPatience)));
}

struct RawTls::Impl {
  int socket = -1;
  TlsContext context{};
  TlsConnection connection{};
  TlsSession session{};
};

RawTls::RawTls(std::uint16_t port, int highest_version, RawTls* resume) : impl_(new Impl) {
  auto const name = std::string{"localhost"};
  impl_->context = make_client_context({.ca_pem = credentials().server_ca_pem, .server_name = name});
  if (highest_version != 0) SSL_CTX_set_max_proto_version(impl_->context.get(), highest_version);
  impl_->socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  auto address = sockaddr_in{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto const joined = ::connect(impl_->socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  auto* const session = resume == nullptr ? nullptr : resume->impl_->session.get();
  impl_->connection = connect_tls(*impl_->context, impl_->socket, jst(kInside),
                                  {.server_name = name, .resume = session, .new_session = &impl_->session});
  connected_ = joined && SSL_connect(impl_->connection.get()) == 1;
}

RawTls::~RawTls() {
  close();
}
bool RawTls::resumed() const {
  return SSL_session_reused(impl_->connection.get()) == 1;
}

void RawTls::send(std::string_view bytes) {
  while (!bytes.empty()) {
    auto sent = std::size_t{0};
    if (SSL_write_ex(impl_->connection.get(), bytes.data(), bytes.size(), &sent) != 1) return;
    bytes.remove_prefix(sent);
  }
}

std::string RawTls::read_answer() {
  auto answer = std::string{};
  auto part = std::array<char, 4096>{};
  while (true) {
    auto const head = answer.find("\r\n\r\n");
    auto const length = answer.find("Content-Length: ");
    if (head != std::string::npos && length != std::string::npos &&
        answer.size() >= head + 4 + std::stoul(answer.substr(length + 16))) {
      return answer;
    }
    auto got = std::size_t{0};
    if (SSL_read_ex(impl_->connection.get(), part.data(), part.size(), &got) != 1) return answer;
    answer.append(part.data(), got);
  }
}

std::string RawTls::read_to_end() {
  auto answer = std::string{};
  auto part = std::array<char, 4096>{};
  auto got = std::size_t{0};
  while (SSL_read_ex(impl_->connection.get(), part.data(), part.size(), &got) == 1)
    answer.append(part.data(), got);
  return answer;
}

void RawTls::close() {
  if (impl_->connection) SSL_set_shutdown(impl_->connection.get(), SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
  impl_->connection.reset();
  if (impl_->socket >= 0) ::close(std::exchange(impl_->socket, -1));
}

}  // namespace kazasu::adapters::testing
