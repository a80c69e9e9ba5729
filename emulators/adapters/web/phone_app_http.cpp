#include "emulators/adapters/web/phone_app_http.h"

#include <optional>
#include <string>
#include <utility>

#include "emulators/adapters/http/http_routes.h"
#include "emulators/adapters/http/later_answer.h"
#include "emulators/adapters/pcsc/pcsc_reader.h"
#include "emulators/adapters/web/phone_app_json.h"
#include "emulators/adapters/web/web_answers.h"
#include "emulators/adapters/web/web_pages.h"
#include "emulators/terminal/nurse_device.h"
#include "sim/realtime.h"

namespace kazasu::adapters {

namespace {

using eligibility::Delivery;

HttpAnswer malformed() {
  return json_answer(400, encode_app_result("malformed"));
}

// The app is one device.
constexpr auto kPhone = eligibility::Caller{};
// Of an exchange without a card.
constexpr auto kShortPatience = std::chrono::seconds{5};

std::optional<HttpAnswer> file_answer(std::string_view target) {
  if (target == "/") return web_answer(200, kHtml, std::string{phone_app_page()});
  if (target == "/style.css") return web_answer(200, kStyle, std::string{web_style()});
  if (target == "/mark.svg") return web_answer(200, kSvg, std::string{web_mark()});
  if (target == "/phone_app.js") return web_answer(200, kScript, std::string{phone_app_script()});
  return std::nullopt;
}

void give(LaterAnswer& later, std::string json) {
  later.complete(
      [json = std::move(json)](sim::Instant, eligibility::StageMeter&) { return json_answer(200, json); });
}

sim::Task<void> tell_institution(PhoneAppParts parts, std::string token, std::shared_ptr<LaterAnswer> later) {
  auto& engine = parts.realtime.engine;
  if (parts.portal.is_down()) {
    give(*later, encode_app_result("unreachable"));
    co_return;
  }
  auto const reply = co_await parts.web.institution(kPhone, std::move(token), engine.now() + kShortPatience);
  if (reply.delivery != Delivery::kDelivered) {
    give(*later, encode_app_result("unreachable"));
  } else if (reply.answer.empty()) {
    give(*later, encode_app_result("unknown_institution"));
  } else {
    give(*later, encode_institution(reply.answer));
  }
}

sim::Task<void> end_visit(PhoneAppParts parts, eligibility::VisitName visit,
                          std::shared_ptr<LaterAnswer> later) {
  auto const deadline = parts.realtime.engine.now() + kShortPatience;
  auto const delivery =
      co_await parts.web.end_visit(kPhone, std::move(visit), eligibility::VisitEnd::kByPatient, deadline);
  give(*later, encode_app_result(delivery == Delivery::kDelivered ? "ended" : "unreachable"));
}

// What the card and the reception said; throws what the reader throws.
sim::Task<terminal::TapResult> tap(PhoneAppParts parts, HandedVisit handed, std::uint64_t number) {
  auto& engine = parts.realtime.engine;
  auto const reader = parts.readers.tap(parts.person, number);
  auto const device = terminal::NurseDevice{.engine = engine,
                                            .reception = parts.portal,
                                            .caller = kPhone,
                                            .reception_token = handed.visit.reception_token};
  auto const consent =
      terminal::ConsentResult{.accepted = true, .session = handed.visit.session, .nonce = handed.nonce};
  auto const deadline = engine.now() + parts.patience;
  auto identification = terminal::Identification{.pin = std::move(handed.pin)};
  auto result = co_await device.tap(*reader, std::move(identification), consent, deadline);
  co_return result;
}

// A card that will not open today is told to the page; a wrong PIN is between patient and app.
std::optional<eligibility::VisitEnd> end_of(terminal::CardResult result) {
  if (result == terminal::CardResult::kPinLocked) return eligibility::VisitEnd::kPinLocked;
  if (result == terminal::CardResult::kNotThisCard) return eligibility::VisitEnd::kCardUnusable;
  return std::nullopt;
}

class TapInProgress {
 public:
  explicit TapInProgress(bool& busy) : busy_(busy) { busy_ = true; }
  ~TapInProgress() { busy_ = false; }
  TapInProgress(TapInProgress const&) = delete;
  TapInProgress& operator=(TapInProgress const&) = delete;

 private:
  bool& busy_;
};

sim::Task<void> prove(PhoneAppParts parts, HandedVisit handed, std::uint64_t number, bool& busy,
                      std::shared_ptr<LaterAnswer> later) {
  auto const in_progress = TapInProgress{busy};
  auto const visit = handed.visit;
  auto result = std::optional<terminal::TapResult>{};
  try {
    auto tapped = co_await tap(parts, std::move(handed), number);
    result = std::move(tapped);
  } catch (PcscError const&) {  // pcscd ended
  }
  if (!result) {
    give(*later, encode_app_result("reader_lost"));
    co_return;
  }
  if (auto const reason = end_of(result->card)) {
    auto const deadline = parts.realtime.engine.now() + kShortPatience;
    [[maybe_unused]] auto const told = co_await parts.web.end_visit(kPhone, visit, *reason, deadline);
  }
  give(*later, encode_tap_result(*result));
}

}  // namespace

struct PhoneAppHttp::State {
  PhoneAppParts parts;
  std::uint64_t taps = 0;
  bool busy = false;
};

PhoneAppHttp::PhoneAppHttp(PhoneAppParts const& parts) : state_(new State{.parts = parts}) {}
PhoneAppHttp::~PhoneAppHttp() = default;

HttpAnswer PhoneAppHttp::handle(HttpRequestView const& request, sim::Instant, eligibility::StageMeter&) {
  if (!is_loopback_authority(request.host)) return not_found();
  if (request.method == "GET") {
    auto file = file_answer(request.target);
    return file ? std::move(*file) : not_found();
  }
  if (request.method != "POST") return method_not_allowed();
  auto const own = "http://" + std::string{request.host};
  if (request.origin.empty() || !is_own_origin(request, own)) return foreign_origin();
  if (request.target == "/proof") return take_proof(request.body);
  auto const visit = decode_visit_name(request.body);
  if (!visit) return malformed();
  auto later = std::make_shared<LaterAnswer>();
  if (request.target == "/institution") {
    return start(tell_institution(state_->parts, visit->reception_token, later), later);
  }
  if (request.target == "/end") return start(end_visit(state_->parts, *visit, later), later);
  return not_found();
}

HttpAnswer PhoneAppHttp::take_proof(std::string_view body) {
  auto handed = decode_handed_visit(body);
  if (!handed) return malformed();
  if (state_->busy) return json_answer(200, encode_app_result("busy"));
  auto later = std::make_shared<LaterAnswer>();
  return start(prove(state_->parts, std::move(*handed), state_->taps++, state_->busy, later), later);
}

HttpAnswer PhoneAppHttp::start(sim::Task<void> process, std::shared_ptr<LaterAnswer> later) {
  auto& realtime = state_->parts.realtime;
  realtime.engine.spawn(std::move(process));
  realtime.clock.wake();
  return {.later = std::move(later)};
}

}  // namespace kazasu::adapters
