// Any bytes as bodies of the internet listener, of the JSON mirror and of the admin listener: nothing throws,
// what is read can be written and read again as the same, and no mask lets anything through.
#include <algorithm>

#include "emulators/adapters/admin/admin_body.h"
#include "emulators/adapters/admin/faults_admin_http.h"
#include "emulators/adapters/capture/capture_mask.h"
#include "emulators/adapters/json/json_mirror.h"
#include "emulators/adapters/json/reception_json.h"
#include "emulators/adapters/xml/eligibility_xml.h"
#include "tests/fuzz/fuzz_target.h"

namespace kazasu::fuzz {

namespace {

using namespace adapters;

void read_reception(std::string_view text) {
  if (auto const request = decode_consent_request(text)) {
    auto const again = decode_consent_request(encode_consent_request(*request));
    require(again && again->consents == request->consents && again->care == request->care &&
                again->action == request->action && again->consultation == request->consultation,
            "a consent that was read survives");
  }
  if (auto const answer = decode_consent_answer(text)) {
    auto const again = decode_consent_answer(encode_consent_answer(*answer));
    require(again && again->nonce == answer->nonce && again->session == answer->session,
            "an answer that was read survives");
  }
  if (auto const proof = decode_card_proof(text)) {
    auto const again = decode_card_proof(encode_card_proof(*proof));
    require(again && again->certificate == proof->certificate && again->signature == proof->signature,
            "a proof that was read survives");
  }
  if (auto const registration = decode_registration(text)) {
    auto const again = decode_registration(encode_registration(*registration));
    require(again && again->outcome == registration->outcome && again->number == registration->number,
            "a registration that was read survives");
  }
}

void read_mirror(std::string_view text) {
  if (auto const xml = xml_of_json(text)) {
    auto const json = json_of_xml(*xml);
    require(json.has_value(), "what became XML is a message");
    auto const again = xml_of_json(*json);
    require(again.has_value() && json_of_xml(*again) == json, "a mirrored message survives");
    decode_notice_request(*xml);
    decode_re_inquiry_request(*xml);
  }
  // XML has names that are no tags of ours, so that not every message comes back.
  if (auto const json = json_of_xml(text)) {
    auto const xml = xml_of_json(*json);
    require(!xml || json_of_xml(*xml).has_value(), "what comes back is a message");
  }
}

void read_admin(std::string_view text) {
  read_admin_body(text, {{"state", "a word"}, {.name = "person", .expected = "an index", .required = false}});
  auto plan = eligibility::FaultPlan{1};
  auto faults = FaultsAdminHttp{plan, true};
  auto meter = eligibility::NoMeter{};
  auto const answer = faults.handle({.method = "POST", .target = "/faults", .body = text}, {}, meter);
  require(answer.status == 200 || answer.status == 400, "a fault is taken or refused");
  for (auto const& [id, entry] : plan.entries()) {
    auto const written = eligibility::text_of(entry.rule);
    require(eligibility::parse_service_fault(written, {}) == entry.rule, "a rule that was read survives");
  }
}

}  // namespace

std::vector<std::string> seed_inputs() {
  return {
      encode_consents(eligibility::ConsentSet::all()),
      R"({"consents": {"operations": true, "diagnosis_and_medication": true, "health_checkup": false, )"
      R"("limit_amount": true, "specific_disease": true}, "care": "online", "action": "view", )"
      R"("consultation": "20241209", "registers_card": true})",
      encode_consent_answer({.outcome = eligibility::Outcome::kAccepted, .session = "0af", .nonce = "nonce"}),
      encode_card_proof({.certificate = "certificate", .signature = "signature"}),
      encode_registration({.outcome = eligibility::Outcome::kAccepted, .number = "20241202000000000001"}),
      R"({"XmlMsg": {"MessageHeader": {"MedicalInstitutionCode": "1360000014"}, "MessageBody": )"
      R"({"NoticeSearchInfo": {"AfterSequence": 0}, "Notice": [{"A": "1"}, {"A": null}]}}})",
      encode(eligibility::NoticeRequest{.institution_code = "1360000014"}),
      R"({"rule": "delay 1s to 3s on inquiry,notices station 0-99 share 2.5 % first 3 each station"})",
      R"({"rule": "card_revoked person 3 from +10s until 2024-12-02T09:00:00+09:00"})",
      R"({"state": "revoked", "person": 3})",
  };
}

}  // namespace kazasu::fuzz

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  auto const text = std::string_view{reinterpret_cast<char const*>(data), size};
  kazasu::fuzz::read_reception(text);
  kazasu::fuzz::read_mirror(text);
  kazasu::fuzz::read_admin(text);
  // A name of upper-case letters is no word of ours.
  auto const canary = R"({"XmlMsg":{"CANARY":"CANARY"},"care":"CANARY","x":[)" + std::string{text} + "]}";
  auto const masked = kazasu::adapters::mask_body(canary);
  kazasu::fuzz::require(masked.json.find("CANARY") == std::string::npos, "a mask lets nothing through");
  return 0;
}
