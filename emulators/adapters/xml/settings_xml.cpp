#include "emulators/adapters/xml/settings_xml.h"

#include "emulators/adapters/xml/eligibility_xml.h"
#include "emulators/adapters/xml/qualification_xml.h"

namespace kazasu::adapters {

namespace {

using namespace eligibility;

constexpr auto* kFlag = "01";

void add_flag(XmlElement parent, char const* tag, bool flag) {
  parent.add(tag, std::string(1, kFlag[flag ? 1 : 0]));
}
bool read_flag(XmlReader const& parent, char const* tag) {
  return parent.code(tag, '1', '0') == 1;
}

// OQSCD033 URL種別: 2 訪問診療等, 3 オンライン診療等.
void add_url_type(XmlElement parent, Care kind) {
  parent.add("UrlType", std::to_string(treatment_flag(kind)));
}
Care read_url_type(XmlReader const& parent) {
  return parent.code("UrlType", '3', '2') == 3 ? Care::kOnline : Care::kContinuing;
}

void write_codes(XmlElement body, std::vector<ActivationCode> const& codes) {
  auto const list = body.child("ActivationCodeList");
  for (auto const& code : codes) {
    auto const info = list.child("ActivationCodeInfo");
    info.add("ActivationCode", code.code);
    info.add_date_time("AvailableTime", code.until);
    info.add("ActivationCodeStatus", std::to_string(static_cast<int>(code.state)));
  }
}

void read_codes(XmlReader const& body, SettingsAnswer& answer) {
  body.child("ActivationCodeList").for_each("ActivationCodeInfo", [&](XmlReader const& info) {
    answer.codes.push_back({info.digits("ActivationCode", 12), info.date_time("AvailableTime"),
                            static_cast<ActivationState>(info.code("ActivationCodeStatus", '3', '0'))});
  });
}

void write_answer_body(XmlElement body, SettingsAnswer const& answer) {
  auto const action = answer.action;
  if (action == SettingsAction::kInquire || action == SettingsAction::kUpdate) {
    auto const info = body.child("EnvironmentSettingInfo");
    add_flag(info, "HomeVisitUseSetting", answer.home_visit_use);
    if (action == SettingsAction::kUpdate) {
      info.add("NumberOfExpiredConsent", std::to_string(answer.consents_ended));
    }
  } else if (action == SettingsAction::kUrl) {
    auto const info = body.child("AccessUrlInfo");
    add_url_type(info, answer.url_kind);
    info.add("AccessUrl", answer.url_path);
  } else if (action == SettingsAction::kPasscode) {
    auto const info = body.child("VisualCheckPasscodeInfo");
    info.add("Passcode", answer.passcode);
    info.add_date_time("AvailableTime", answer.passcode_until);
  } else {
    write_codes(body, answer.codes);
  }
}

void read_answer_body(XmlReader const& body, SettingsAnswer& answer) {
  auto const action = answer.action;
  if (action == SettingsAction::kInquire || action == SettingsAction::kUpdate) {
    auto const info = body.child("EnvironmentSettingInfo");
    answer.home_visit_use = read_flag(info, "HomeVisitUseSetting");
    if (action == SettingsAction::kUpdate) answer.consents_ended = info.number("NumberOfExpiredConsent");
  } else if (action == SettingsAction::kUrl) {
    auto const info = body.child("AccessUrlInfo");
    answer.url_kind = read_url_type(info);
    answer.url_path = info.text("AccessUrl");
  } else if (action == SettingsAction::kPasscode) {
    auto const info = body.child("VisualCheckPasscodeInfo");
    answer.passcode = info.digits("Passcode", 6);
    answer.passcode_until = info.date_time("AvailableTime");
  } else {
    read_codes(body, answer);
  }
}

}  // namespace

std::string encode(SettingsRequest const& request) {
  auto const message = XmlBuilder{};
  message.header().add("MedicalInstitutionCode", request.institution_code);
  message.header().add_unless_empty("ArbitraryFileIdentifier", request.file_identifier);
  auto const body = message.body();
  if (request.action == SettingsAction::kUpdate && request.home_visit_use) {
    add_flag(body.child("EnvironmentSettingInfo"), "HomeVisitUseSetting", *request.home_visit_use);
  } else if (request.action == SettingsAction::kUrl) {
    auto const info = body.child("AccessUrlInfo");
    add_url_type(info, request.url_kind);
    add_flag(info, "UrlChange", request.renew);
  } else if (request.action == SettingsAction::kPasscode) {
    add_flag(body.child("VisualCheckPasscodeInfo"), "PasscodeChange", request.renew);
  } else if (request.action == SettingsAction::kDisableActivation) {
    body.child("ActivationCodeInfo").add("ActivationCode", request.activation_code);
  }
  return message.text();
}

std::string encode(SettingsAnswer const& answer) {
  auto const message = XmlBuilder{};
  auto const header = message.header();
  header.add_date_time("ProcessExecutionTime", answer.processed_at);
  header.add("MedicalInstitutionCode", answer.institution_code);
  header.add_unless_empty("ArbitraryFileIdentifier", answer.file_identifier);
  write_outcome(header, answer.outcome);
  if (answer.outcome == Outcome::kAccepted) write_answer_body(message.body(), answer);
  return message.text();
}

Decoded<SettingsRequest> decode_settings_request(std::string_view xml, SettingsAction action) {
  auto const read = [action](XmlReader const& header, XmlReader const& body, SettingsRequest& request) {
    request.action = action;
    request.institution_code = header.digits("MedicalInstitutionCode", 10);
    request.file_identifier = header.optional_text("ArbitraryFileIdentifier");
    if (action == SettingsAction::kUpdate) {
      request.home_visit_use = read_flag(body.child("EnvironmentSettingInfo"), "HomeVisitUseSetting");
    } else if (action == SettingsAction::kUrl) {
      auto const info = body.child("AccessUrlInfo");
      request.url_kind = read_url_type(info);
      request.renew = read_flag(info, "UrlChange");
    } else if (action == SettingsAction::kPasscode) {
      request.renew = read_flag(body.child("VisualCheckPasscodeInfo"), "PasscodeChange");
    } else if (action == SettingsAction::kDisableActivation) {
      request.activation_code = body.child("ActivationCodeInfo").digits("ActivationCode", 12);
    }
  };
  return decode_message<SettingsRequest>(xml, kLongestXml, read);
}

Decoded<SettingsAnswer> decode_settings_answer(std::string_view xml, SettingsAction action) {
  auto const read = [action](XmlReader const& header, XmlReader const& body, SettingsAnswer& answer) {
    answer.action = action;
    answer.processed_at = header.date_time("ProcessExecutionTime");
    answer.institution_code = header.optional_text("MedicalInstitutionCode");
    answer.file_identifier = header.optional_text("ArbitraryFileIdentifier");
    answer.outcome = read_outcome(header);
    if (answer.outcome == Outcome::kAccepted) read_answer_body(body, answer);
  };
  return decode_message<SettingsAnswer>(xml, kLongestXml, read);
}

}  // namespace kazasu::adapters
