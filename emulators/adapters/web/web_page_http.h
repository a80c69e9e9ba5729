// The web listener: マイナ在宅受付Web as a page, and the JSON API that the page uses.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "emulators/adapters/http/http_service.h"

namespace kazasu::adapters {

// Where an institution's URL leads (OQSCD033).
enum class UrlKind : std::uint8_t { kHomeCare = 2, kOnlineCare = 3 };

struct WebPageOptions {
  HttpService& api;  // the routes of the internet listener; must outlive the page
  std::function<std::optional<std::string>(std::string_view token)> institution_name;
  std::string phone_app;            // origin of the app on the phone: "http://127.0.0.1:8446"
  std::chrono::seconds patience{};  // how long the page waits for the card
};

class WebPageHttp final : public HttpService {
 public:
  explicit WebPageHttp(WebPageOptions options) : options_(std::move(options)) {}
  HttpAnswer handle(HttpRequestView const& request, sim::Instant now,
                    eligibility::StageMeter& meter) override;

 private:
  HttpAnswer show_page(HttpRequestView const& request, std::string_view token, sim::Instant now) const;
  HttpAnswer show_code(HttpRequestView const& request, std::string_view token, std::string_view file) const;

  WebPageOptions options_;
};

}  // namespace kazasu::adapters
