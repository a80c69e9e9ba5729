// The admin listener's route /capture: what is being captured, and the beginning and end of it.
#pragma once

#include "emulators/adapters/capture/capture.h"

namespace kazasu::adapters {

// Both must outlive it. `capture` null: the server was started without --capture.
class CaptureAdminHttp final : public HttpService {
 public:
  explicit CaptureAdminHttp(Capture* capture) : capture_(capture) {}
  HttpAnswer handle(HttpRequestView const& request, sim::Instant now,
                    eligibility::StageMeter& meter) override;

 private:
  HttpAnswer state() const;
  HttpAnswer start(std::string_view body);

  Capture* capture_;
};

}  // namespace kazasu::adapters
