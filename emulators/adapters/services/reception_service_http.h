// The routes of the internet listener.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "emulators/adapters/http/http_service.h"
#include "emulators/eligibility/certificate_status.h"
#include "emulators/eligibility/eligibility_system.h"
#include "emulators/eligibility/messages.h"
#include "emulators/eligibility/visit_progress.h"
#include "emulators/identity/population.h"

namespace kazasu::adapters {

// What the routes call.
struct ReceptionHandlers {
  std::function<eligibility::ConsentAnswer(eligibility::ConsentRequest const&, sim::Instant,
                                           eligibility::StageMeter&)>
      submit_consent;
  std::function<eligibility::Registration(eligibility::AuthenticationRequest const&, sim::Instant,
                                          eligibility::StageMeter&)>
      authenticate;
  // The name of the institution with this reception token, if there is one.
  std::function<std::optional<std::string>(std::string_view token)> institution_name;
  // Activation of the app on a device. Empty: there is no app.
  std::function<eligibility::ActivationAnswer(eligibility::ActivationRequest const&, sim::Instant,
                                              eligibility::StageMeter&)>
      activate{};
  // The two halves of authenticate(), for when `ask_status` is there.
  std::function<eligibility::CardProof(eligibility::AuthenticationRequest const&, sim::Instant,
                                       eligibility::StageMeter&)>
      prove_card{};
  std::function<eligibility::Registration(eligibility::CardProof const&,
                                          eligibility::CertificateStatus const&, sim::Instant,
                                          eligibility::StageMeter&)>
      register_card{};
  // Calls `done` once, at once or later, on the listener's thread. Empty: authenticate() is called.
  using StatusDone = std::function<void(eligibility::CertificateStatus const&)>;
  std::function<void(std::uint32_t serial, sim::Instant, StatusDone done)> ask_status{};
  // Where the page learns what became of its visit; null: nowhere.
  eligibility::VisitProgress* progress = nullptr;
};

// Of an EligibilitySystem and the stations that it knows; both must outlive the handlers.
template <class System>
ReceptionHandlers reception_handlers(System& system, identity::StationSource const& stations) {
  return {
      .submit_consent =
          [&system](eligibility::ConsentRequest const& request, sim::Instant now,
                    eligibility::StageMeter& meter) { return system.submit_consent(request, now, meter); },
      .authenticate =
          [&system](eligibility::AuthenticationRequest const& request, sim::Instant now,
                    eligibility::StageMeter& meter) { return system.authenticate(request, now, meter); },
      .institution_name = [&stations](std::string_view token) -> std::optional<std::string> {
        auto const index = stations.by_reception_token(token);
        if (!index) return std::nullopt;
        return stations.station(*index).name;
      },
      .activate = [&system](eligibility::ActivationRequest const& request, sim::Instant now,
                            eligibility::StageMeter& meter) { return system.activate(request, now, meter); },
      .prove_card = [&system](
                        eligibility::AuthenticationRequest const& request, sim::Instant now,
                        eligibility::StageMeter& meter) { return system.prove_card(request, now, meter); },
      .register_card =
          [&system](eligibility::CardProof const& proof, eligibility::CertificateStatus const& status,
                    sim::Instant now, eligibility::StageMeter& meter) {
            return system.register_card(proof, status, now, meter);
          },
  };
}

class ReceptionServiceHttp final : public HttpService {
 public:
  explicit ReceptionServiceHttp(ReceptionHandlers handlers) : handlers_(std::move(handlers)) {}
  HttpAnswer handle(HttpRequestView const& request, sim::Instant now,
                    eligibility::StageMeter& meter) override;

 private:
  HttpAnswer on_app(HttpRequestView const& request, sim::Instant now, eligibility::StageMeter& meter) const;
  HttpAnswer show_consents(std::string_view token) const;
  HttpAnswer submit_consent(eligibility::ConsentRequest request, HttpRequestView const& http,
                            sim::Instant now, eligibility::StageMeter& meter) const;
  HttpAnswer authenticate(eligibility::AuthenticationRequest request, HttpRequestView const& http,
                          sim::Instant now, eligibility::StageMeter& meter) const;
  HttpAnswer authenticate_with_status(eligibility::AuthenticationRequest const& request, sim::Instant now,
                                      eligibility::StageMeter& meter) const;
  HttpAnswer visit(eligibility::VisitName const& visit, HttpRequestView const& http, sim::Instant now) const;
  HttpAnswer end_visit(eligibility::VisitName const& visit, HttpRequestView const& http,
                       sim::Instant now) const;
  bool was_ended(eligibility::VisitName const& visit, sim::Instant now) const;
  HttpAnswer judged(eligibility::VisitName const& visit, eligibility::Registration const& registration,
                    sim::Instant now) const;

  ReceptionHandlers handlers_;
};

}  // namespace kazasu::adapters
