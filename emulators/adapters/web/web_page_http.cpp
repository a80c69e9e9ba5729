#include "emulators/adapters/web/web_page_http.h"

#include <utility>

#include "emulators/adapters/http/http_routes.h"
#include "emulators/adapters/web/reception_code.h"
#include "emulators/adapters/web/web_answers.h"
#include "emulators/adapters/web/web_pages.h"

namespace kazasu::adapters {

namespace {

// Nothing for a query that no URL of an institution has.
std::optional<UrlKind> kind_of(std::string_view target) {
  auto const at = target.find('?');
  if (at == std::string_view::npos) return UrlKind::kHomeCare;
  auto const query = target.substr(at + 1);
  if (query == "kind=2") return UrlKind::kHomeCare;
  if (query == "kind=3") return UrlKind::kOnlineCare;
  return std::nullopt;
}

std::string digit(UrlKind kind) {
  return std::to_string(static_cast<int>(kind));
}

HttpAnswer unknown_place() {
  return web_answer(404, kHtml, std::string{unknown_page()});
}

std::optional<HttpAnswer> file_answer(std::string_view name) {
  if (name == "style.css") return web_answer(200, kStyle, std::string{web_style()});
  if (name == "mark.svg") return web_answer(200, kSvg, std::string{web_mark()});
  if (name == "reception.js") return web_answer(200, kScript, std::string{reception_script()});
  if (name == "visit.js") return web_answer(200, kScript, std::string{visit_script()});
  if (name == "texts.js") return web_answer(200, kScript, std::string{texts_script()});
  return std::nullopt;
}

std::string own_origin(HttpRequestView const& request) {
  return "https://" + std::string{request.host};
}

}  // namespace

HttpAnswer WebPageHttp::handle(HttpRequestView const& request, sim::Instant now,
                               eligibility::StageMeter& meter) {
  if (!is_loopback_authority(request.host)) return unknown_place();
  auto const path = PathSegments{request.target};
  auto const get = request.method == "GET";
  if (get && path.size() == 2 && path[0] == "web") {
    auto file = file_answer(path[1]);
    return file ? std::move(*file) : unknown_place();
  }
  if (path[0] != "v" || path.size() < 2) return unknown_place();
  if (get && path.size() == 2) return show_page(request, path[1], now);
  if (get && path.size() == 3 && path[2].starts_with("code.")) return show_code(request, path[1], path[2]);
  if (!get && !is_own_origin(request, own_origin(request))) return foreign_origin();
  auto answer = options_.api.handle(request, now, meter);
  answer.headers.push_back({"X-Content-Type-Options", "nosniff"});
  return answer;
}

HttpAnswer WebPageHttp::show_page(HttpRequestView const& request, std::string_view token,
                                  sim::Instant now) const {
  auto const kind = kind_of(request.target);
  auto const name = kind ? options_.institution_name(token) : std::nullopt;
  if (!name) return unknown_place();
  auto const today = sim::compact_date(sim::date_jst(now));
  return web_answer(200, kHtml,
                    fill_page(reception_page(), {{"institution", *name},
                                                 {"token", token},
                                                 {"kind", digit(*kind)},
                                                 {"today", today},
                                                 {"app", options_.phone_app},
                                                 {"patience", std::to_string(options_.patience.count())}}));
}

HttpAnswer WebPageHttp::show_code(HttpRequestView const& request, std::string_view token,
                                  std::string_view file) const {
  auto const kind = kind_of(request.target);
  if (!kind || !options_.institution_name(token)) return unknown_place();
  auto const url = own_origin(request) + "/v/" + std::string{token} + "?kind=" + digit(*kind);
  if (file == "code.svg") return web_answer(200, kSvg, reception_code_svg(url));
  if (file == "code.png") return web_answer(200, kPng, reception_code_png(url));
  return unknown_place();
}

}  // namespace kazasu::adapters
