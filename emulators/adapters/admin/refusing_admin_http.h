// What the admin listener answers about state when nothing can be kept any more.
#pragma once

#include "emulators/adapters/http/http_routes.h"

namespace kazasu::adapters {

class RefusingAdminHttp final : public HttpService {
 public:
  HttpAnswer handle(HttpRequestView const&, sim::Instant, eligibility::StageMeter&) override {
    return json_answer(
        503, R"({"error": "storage_failed: nothing can be kept; make room on the disk, then start again"})");
  }
};

}  // namespace kazasu::adapters
