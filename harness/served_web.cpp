#include "harness/served_web.h"

#include "emulators/adapters/web/web_answers.h"
#include "harness/exit_code.h"

namespace kazasu::harness {

namespace {

// As a browser writes an origin: no path, no slash at the end.
std::string loopback_origin(std::string const& text) {
  auto const scheme = text.find("://");
  auto const known = text.starts_with("http://") || text.starts_with("https://");
  if (known && adapters::is_loopback_authority(text.substr(scheme + 3))) return text;
  throw CommandError(ExitCode::kUsage, "--phone-app " + text +
                                           ": expected an origin of this machine such as "
                                           "http://127.0.0.1:8446, which `kazasu phone-app` prints");
}

}  // namespace

ServedWeb::ServedWeb(ServeOptions const& options)
    : wanted_port_(options.web_port.value_or(0)),
      phone_app_(loopback_origin(options.phone_app)),
      patience_(options.web_patience_s) {}

void ServedWeb::start(adapters::ServerLoop& loop, ServedWebParts const& parts) {
  auto& stations = parts.stations;
  auto const name_of = [&stations](std::string_view token) -> std::optional<std::string> {
    auto const index = stations.by_reception_token(token);
    if (!index) return std::nullopt;
    return stations.station(*index).name;
  };
  page_ = std::make_unique<adapters::WebPageHttp>(adapters::WebPageOptions{
      .api = parts.api, .institution_name = name_of, .phone_app = phone_app_, .patience = patience_});
  listener_ =
      &loop.listen(adapters::HttpsListenerOptions{.name = "web",
                                                  .port = wanted_port_,
                                                  .certificate_pem = parts.pki.server_certificate_pem(),
                                                  .key_pem = parts.pki.server_key_pem(),
                                                  .service = *page_,
                                                  .calendar = parts.calendar});
}

}  // namespace kazasu::harness
