#include "harness/served_status.h"

#include "emulators/identity/ocsp_responder.h"

namespace kazasu::harness {

ServedStatus::ServedStatus(ServeOptions const& options, identity::PopulationSettings const& settings,
                           identity::PersonSource const& people, identity::TestPki const& pki,
                           eligibility::ResponderOverlay const* overlay)
    : card_ca_pem_(pki.card_ca_pem()),
      patience_(options.ocsp_patience_ms),
      rules_({.seed = settings.seed,
              .revoked_ppm = options.ocsp_revoked_ppm,
              .origin = settings.calendar_start,
              .people = &people,
              .overlay = overlay}),
      responder_({.card_ca = pki.card_ca(),
                  .signer = identity::open_ocsp_responder(pki),
                  .expired_signer = identity::make_expired_ocsp_responder(pki),
                  .validity = std::chrono::seconds{options.ocsp_validity_s}},
                 rules_) {}

std::unique_ptr<adapters::OcspClient> ServedStatus::start(adapters::ServerLoop& loop, std::uint16_t port,
                                                          adapters::CalendarReading calendar) {
  listener_ = &loop.listen(
      adapters::PlainListenerOptions{.name = "ocsp", .port = port, .service = http_, .calendar = calendar});
  return std::make_unique<adapters::OcspClient>(loop.realtime(),
                                                adapters::OcspClientOptions{.port = listener_->port(),
                                                                            .card_ca_pem = card_ca_pem_,
                                                                            .calendar = std::move(calendar),
                                                                            .patience = patience_});
}

void add_status_figures(ServedStatus const& status, adapters::OcspClient const& client,
                        std::vector<std::pair<std::string, std::uint64_t>>& figures) {
  auto const& responder = status.counters();
  figures.emplace_back("ocsp_responder_requests", responder.requests);
  figures.emplace_back("ocsp_responder_refused", responder.refused);
  figures.emplace_back("ocsp_responder_signed", responder.signed_answers);
  figures.emplace_back("ocsp_responder_kept", responder.kept_answers);
  auto const& asked = client.counters();
  figures.emplace_back("ocsp_client_questions", asked.questions);
  figures.emplace_back("ocsp_client_from_cache", asked.from_cache);
  figures.emplace_back("ocsp_client_joined", asked.joined);
  figures.emplace_back("ocsp_client_exchanges", asked.exchanges);
  figures.emplace_back("ocsp_client_connections", asked.connections);
  figures.emplace_back("ocsp_client_timed_out", asked.timed_out);
  figures.emplace_back("ocsp_client_unreachable", asked.unreachable);
  for (auto i = std::size_t{0}; i < adapters::kOcspTrusts; ++i) {
    auto const trust = static_cast<adapters::OcspTrust>(i);
    figures.emplace_back("ocsp_client_" + std::string{adapters::name_of(trust)}, asked.by_trust[i]);
  }
}

}  // namespace kazasu::harness
