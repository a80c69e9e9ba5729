// The app on the phone, in the place of the マイナポータル app: a page of its own origin that asks for the
// PIN, reads the card and brings certificate and signature to the reception. The PIN goes to the card and
// nowhere else (C8).
#pragma once

#include <memory>

#include "emulators/adapters/http/http_service.h"
#include "emulators/adapters/http/https_client.h"
#include "emulators/eligibility/portal_outage.h"
#include "emulators/terminal/card_reader.h"

namespace kazasu::sim {
struct Realtime;
}

namespace kazasu::adapters {

// Everything must outlive the app and the processes of the engine.
struct PhoneAppParts {
  sim::Realtime& realtime;
  HttpsReceptionPort& web;            // tells whose visit it is, and that a visit ended
  eligibility::PortalOutage& portal;  // the leg that the card's answer takes
  terminal::CardReaderSource& readers;
  identity::PersonIndex person = 0;  // whose card is held to the phone, where a hand holds one
  sim::Duration patience{};          // from the PIN to the answer
};

// One card at a time: a second proof meanwhile is answered "busy". Every answer to its page is 200 with a
// "result", but 400, 403, 404 and 405 for what is none of its requests.
class PhoneAppHttp final : public HttpService {
 public:
  explicit PhoneAppHttp(PhoneAppParts const& parts);
  ~PhoneAppHttp() override;
  PhoneAppHttp(PhoneAppHttp const&) = delete;
  PhoneAppHttp& operator=(PhoneAppHttp const&) = delete;
  HttpAnswer handle(HttpRequestView const& request, sim::Instant now,
                    eligibility::StageMeter& meter) override;

 private:
  struct State;
  HttpAnswer take_proof(std::string_view body);
  HttpAnswer start(sim::Task<void> process, std::shared_ptr<LaterAnswer> later);

  std::unique_ptr<State> state_;
};

}  // namespace kazasu::adapters
