#include "emulators/adapters/claims_line/claims_page_http.h"

#include "emulators/adapters/claims_line/claims_json.h"
#include "emulators/adapters/claims_line/claims_pages.h"
#include "emulators/adapters/http/http_routes.h"
#include "emulators/adapters/web/web_answers.h"
#include "emulators/adapters/web/web_pages.h"

namespace kazasu::adapters {

namespace {

std::optional<HttpAnswer> file_answer(std::string_view name) {
  if (name == "style.css") return web_answer(200, kStyle, std::string{web_style()});
  if (name == "claims.css") return web_answer(200, kStyle, std::string{claims_style()});
  if (name == "mark.svg") return web_answer(200, kSvg, std::string{web_mark()});
  if (name == "claims.js") return web_answer(200, kScript, std::string{claims_script()});
  if (name == "claims_line.js") return web_answer(200, kScript, std::string{claims_line_script()});
  if (name == "texts.js") return web_answer(200, kScript, std::string{claims_texts_script()});
  return std::nullopt;
}

// What a browser calls a page of ours, over either kind of listener.
bool is_foreign(HttpRequestView const& request) {
  auto const host = std::string{request.host};
  return !is_own_origin(request, "https://" + host) && !is_own_origin(request, "http://" + host);
}

}  // namespace

std::unique_ptr<BodySink> ClaimsPageHttp::open_body(HttpRequestView const& head, sim::Instant now) {
  if (is_foreign(head)) return std::make_unique<DroppedBody>();
  return inner_.open_body(head, now);
}

HttpAnswer ClaimsPageHttp::handle(HttpRequestView const& request, sim::Instant now,
                                  eligibility::StageMeter& meter) {
  auto const path = PathSegments{request.target};
  if (path.size() == 1 && path[0].empty()) {
    auto const today = sim::date_jst(now);
    auto const month = month_text(today.year() / today.month());
    return request.method == "GET" ? web_answer(200, kHtml, fill_page(claims_page(), {{"month", month}}))
                                   : method_not_allowed();
  }
  if (path[0] == "page" && path.size() == 2) {
    if (request.method != "GET") return method_not_allowed();
    auto file = file_answer(path[1]);
    return file ? std::move(*file) : not_found();
  }
  if (is_foreign(request)) return foreign_origin();
  auto answer = inner_.handle(request, now, meter);
  when_complete(answer, [](HttpAnswer& complete) {
    complete.headers.push_back({"X-Content-Type-Options", "nosniff"});
  });
  return answer;
}

HttpRequestView AsStationHttp::as_station(HttpRequestView request) const {
  request.client_institution = institution_code_;
  return request;
}

std::unique_ptr<BodySink> AsStationHttp::open_body(HttpRequestView const& head, sim::Instant now) {
  if (!is_loopback_authority(head.host)) return std::make_unique<DroppedBody>();
  return page_.open_body(as_station(head), now);
}

HttpAnswer AsStationHttp::handle(HttpRequestView const& request, sim::Instant now,
                                 eligibility::StageMeter& meter) {
  if (!is_loopback_authority(request.host)) return foreign_origin();
  return page_.handle(as_station(request), now, meter);
}

}  // namespace kazasu::adapters
