#include "emulators/adapters/xml/settings_xml.h"

#include <gtest/gtest.h>

#include <string>

namespace kazasu::adapters {
namespace {

using namespace eligibility;

auto const kNow = sim::parse_iso_date_time("2024-12-02T09:00:00+09:00");

SettingsRequest request_of(SettingsAction action) {
  auto request = SettingsRequest{
      .institution_code = "1360000014", .file_identifier = "f-1", .action = action, .renew = true};
  if (action == SettingsAction::kUpdate) request.home_visit_use = false;
  if (action == SettingsAction::kUrl) request.url_kind = Care::kOnline;
  if (action == SettingsAction::kDisableActivation) request.activation_code = "123456789015";
  return request;
}

SettingsAnswer answer_of(SettingsAction action) {
  auto answer = SettingsAnswer{.outcome = Outcome::kAccepted,
                               .processed_at = kNow,
                               .institution_code = "1360000014",
                               .file_identifier = "f-1",
                               .action = action,
                               .home_visit_use = true,
                               .consents_ended = 3,
                               .url_kind = Care::kOnline,
                               .url_path = "/v/abc",
                               .passcode = "012345",
                               .passcode_until = kNow + std::chrono::hours{1}};
  answer.codes = {{"123456789015", kNow, ActivationState::kOpen},
                  {"123456789023", kNow, ActivationState::kDisabled}};
  return answer;
}

TEST(SettingsXml, CarriesEveryRequest) {
  for (std::size_t i = 0; i < kSettingsActions.size(); ++i) {
    auto const action = static_cast<SettingsAction>(i);
    auto const sent = request_of(action);
    auto const got = decode_settings_request(encode(sent), action);
    ASSERT_TRUE(got) << kSettingsActions[i] << ": " << got.error;
    EXPECT_EQ(got.message->institution_code, sent.institution_code);
    EXPECT_EQ(got.message->file_identifier, sent.file_identifier);
    EXPECT_EQ(got.message->action, action);
    EXPECT_EQ(got.message->home_visit_use, sent.home_visit_use);
    EXPECT_EQ(got.message->activation_code, sent.activation_code);
    EXPECT_EQ(got.message->url_kind, sent.url_kind);
    auto const renews = action == SettingsAction::kUrl || action == SettingsAction::kPasscode;
    EXPECT_EQ(got.message->renew, renews);
  }
}

TEST(SettingsXml, CarriesEveryAnswer) {
  for (std::size_t i = 0; i < kSettingsActions.size(); ++i) {
    auto const action = static_cast<SettingsAction>(i);
    auto const sent = answer_of(action);
    auto const got = decode_settings_answer(encode(sent), action);
    ASSERT_TRUE(got) << kSettingsActions[i] << ": " << got.error;
    EXPECT_EQ(got.message->outcome, Outcome::kAccepted);
    EXPECT_EQ(got.message->processed_at, kNow);
    auto const setting = action == SettingsAction::kInquire || action == SettingsAction::kUpdate;
    EXPECT_EQ(got.message->home_visit_use, setting);
    EXPECT_EQ(got.message->consents_ended, action == SettingsAction::kUpdate ? 3U : 0U);
    if (action == SettingsAction::kUrl) {
      EXPECT_EQ(got.message->url_path, "/v/abc");
      EXPECT_EQ(got.message->url_kind, Care::kOnline);
    }
    if (action == SettingsAction::kPasscode) {
      EXPECT_EQ(got.message->passcode, "012345");
      EXPECT_EQ(got.message->passcode_until, sent.passcode_until);
    }
    if (action == SettingsAction::kListActivations) {
      EXPECT_EQ(got.message->codes, sent.codes);
    }
  }
}

TEST(SettingsXml, CarriesARefusal) {
  auto sent = answer_of(SettingsAction::kPasscode);
  sent.outcome = Outcome::kInstitutionRevoked;
  auto const got = decode_settings_answer(encode(sent), SettingsAction::kPasscode);
  ASSERT_TRUE(got) << got.error;
  EXPECT_EQ(got.message->outcome, Outcome::kInstitutionRevoked);
  EXPECT_EQ(got.message->passcode, "");
}

TEST(SettingsXml, NamesTheTagThatIsWrong) {
  auto const wrong = [](std::string const& body, SettingsAction action) {
    auto const xml =
        "<XmlMsg><MessageHeader><MedicalInstitutionCode>1360000014</MedicalInstitutionCode>"
        "</MessageHeader><MessageBody>" +
        body + "</MessageBody></XmlMsg>";
    return decode_settings_request(xml, action).error;
  };
  EXPECT_EQ(wrong("", SettingsAction::kUpdate), "MessageBody/EnvironmentSettingInfo is missing");
  EXPECT_EQ(wrong("<EnvironmentSettingInfo><HomeVisitUseSetting>2</HomeVisitUseSetting>"
                  "</EnvironmentSettingInfo>",
                  SettingsAction::kUpdate),
            "EnvironmentSettingInfo/HomeVisitUseSetting must be a code from 0 to 1");
  EXPECT_EQ(wrong("<AccessUrlInfo><UrlType>1</UrlType><UrlChange>0</UrlChange></AccessUrlInfo>",
                  SettingsAction::kUrl),
            "AccessUrlInfo/UrlType must be a code from 2 to 3");
  EXPECT_EQ(wrong("<ActivationCodeInfo><ActivationCode>12</ActivationCode></ActivationCodeInfo>",
                  SettingsAction::kDisableActivation),
            "ActivationCodeInfo/ActivationCode must have 12 digits");
  EXPECT_EQ(wrong("", SettingsAction::kInquire), "");
}

// Every beginning of a message, and every message with one byte changed, is refused or read: nothing throws.
TEST(SettingsXml, StandsWhateverComes) {
  for (std::size_t i = 0; i < kSettingsActions.size(); ++i) {
    auto const action = static_cast<SettingsAction>(i);
    auto const request = encode(request_of(action));
    auto const answer = encode(answer_of(action));
    for (std::size_t at = 0; at < request.size(); ++at) {
      EXPECT_FALSE(decode_settings_request(std::string_view{request}.substr(0, at), action));
      auto changed = request;
      changed[at] = static_cast<char>(changed[at] ^ 0x15);
      EXPECT_NO_THROW(static_cast<void>(decode_settings_request(changed, action)));
    }
    for (std::size_t at = 0; at < answer.size(); ++at) {
      auto changed = answer;
      changed[at] = static_cast<char>(changed[at] ^ 0x15);
      EXPECT_NO_THROW(static_cast<void>(decode_settings_answer(changed, action)));
    }
  }
}

}  // namespace
}  // namespace kazasu::adapters
