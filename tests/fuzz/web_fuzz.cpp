// Any text, at everything that reads what a browser or the app sends: what is taken can be written and read
// again, and what is shown on a page is no markup.
#include <algorithm>
#include <string_view>

#include "emulators/adapters/json/reception_json.h"
#include "emulators/adapters/web/phone_app_json.h"
#include "emulators/adapters/web/web_answers.h"
#include "tests/fuzz/fuzz_target.h"

namespace kazasu::fuzz {

namespace {

void check_json(std::string_view text) {
  using namespace adapters;
  if (auto const handed = decode_handed_visit(text)) {
    require(handed->pin.size() == 4, "a PIN has four digits");
    require(decode_visit_name(text).has_value(), "what hands a visit over names it");
  }
  if (auto const visit = decode_visit_name(text)) {
    require(!visit->session.empty() && !visit->reception_token.empty(), "both names are there");
  }
  if (auto const end = decode_visit_end(text)) {
    require(decode_visit_end(encode_visit_end(*end)) == end, "the end of a visit survives");
  }
  if (auto const request = decode_consent_request(text)) {
    auto const again = decode_consent_request(encode_consent_request(*request));
    require(again && again->consents == request->consents && again->care == request->care &&
                again->action == request->action && again->consultation == request->consultation,
            "a request survives");
  }
  if (auto const registration = decode_registration(text)) {
    auto const again = decode_registration(encode_registration(*registration));
    require(again && again->outcome == registration->outcome && again->number == registration->number &&
                again->consents.size() == registration->consents.size(),
            "a registration survives");
  }
  if (auto const name = decode_consent_screen(text)) {
    require(decode_consent_screen(encode_consent_screen(*name)) == name, "an institution's name survives");
  }
}

void check_page(std::string_view text) {
  auto const shown = adapters::fill_page("<p title=\"{{it}}\">{{it}}</p>", {{"it", text}});
  require(std::ranges::count(shown, '<') == 2 && std::ranges::count(shown, '"') == 2,
          "what is filled in is no markup");
  adapters::fill_page(text, {{"it", "x"}});
  if (adapters::is_loopback_authority(text)) {
    require(text.find_first_of("/?#@ \\\"<>") == std::string_view::npos, "a host is nothing but a host");
  }
}

}  // namespace

std::vector<std::string> seed_inputs() {
  return {
      R"({"token": "t", "session": "s", "nonce": "bm8=", "pin": "0420"})",
      R"({"reason": "pin_locked"})",
      R"({"consents": {"operations": true, "diagnosis_and_medication": false, "health_checkup": true, "limit_amount": false, "specific_disease": true}, "care": "online", "action": "view", "consultation": "20241209", "registers_card": true})",
      R"({"outcome": "accepted", "rule": "", "registration_number": "7", "expires_soon": true, "eligibility_only": false, "consents": [{"care": "house_call", "consents": {"operations": true, "diagnosis_and_medication": false, "health_checkup": true, "limit_amount": false, "specific_disease": true}, "given": "2024-12-02T09:00:00+09:00", "until": "2024-12-02T23:59:59+09:00"}]})",
      R"({"institution": "架空訪問看護", "consent_items": []})",
      "127.0.0.1:8444",
      "[::1]:8444",
      "{{it}}<b>&{{",
  };
}

}  // namespace kazasu::fuzz

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  auto const text = std::string_view{reinterpret_cast<char const*>(data), size};
  kazasu::fuzz::check_json(text);
  kazasu::fuzz::check_page(text);
  return 0;
}
