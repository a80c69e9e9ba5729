// What a station sets up on its terminal before visits: the function itself, the institution's URL, passcodes
// of the visual check and activation codes of the app (OQS-IF-039 to 044 and 049 to 056), and the activation
// of a device. Only the ids of these interfaces are public; every field and limit is ours.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulators/eligibility/consent.h"
#include "emulators/eligibility/outcome.h"
#include "sim/calendar.h"

namespace kazasu::eligibility {

enum class SettingsAction : std::uint8_t {
  kInquire,            // 041/042 医療機関環境設定情報照会
  kUpdate,             // 043/044 更新
  kUrl,                // 039/040 医療機関アクセスURL取得
  kPasscode,           // 049/050 目視確認用パスコード
  kListActivations,    // 051/052 アクティベーションコード照会
  kIssueActivation,    // 053/054 発行
  kDisableActivation,  // 055/056 無効化
};
inline constexpr auto kSettingsActions = std::array<std::string_view, 7>{"inquiry",
                                                                         "update",
                                                                         "url",
                                                                         "passcode",
                                                                         "activation-codes",
                                                                         "activation-code-issue",
                                                                         "activation-code-disabling"};

struct SettingsRequest {
  std::string institution_code;
  std::string file_identifier = {};
  SettingsAction action = SettingsAction::kInquire;
  std::optional<bool> home_visit_use = {};  // of kUpdate: 訪問診療等機能, OQSCD037
  Care url_kind = Care::kContinuing;        // of kUrl: OQSCD033, kContinuing (2) or kOnline (3)
  bool renew = false;                       // of kUrl (OQSCD035) and kPasscode: a new one in place of the old
  std::string activation_code = {};         // of kDisableActivation
};

enum class ActivationState : std::uint8_t { kOpen, kUsed, kExpired, kDisabled };

struct ActivationCode {
  std::string code;  // twelve digits, the last a check digit
  sim::Instant until;
  ActivationState state = ActivationState::kOpen;
  bool operator==(ActivationCode const&) const = default;
};

struct SettingsAnswer {
  Outcome outcome = Outcome::kMalformedRequest;
  sim::Instant processed_at;
  std::string institution_code;
  std::string file_identifier;
  SettingsAction action = SettingsAction::kInquire;
  bool home_visit_use = false;        // of kInquire and kUpdate
  std::uint64_t consents_ended = 0;   // of kUpdate: by change of use
  Care url_kind = Care::kContinuing;  // of kUrl
  std::string url_path = {};          // of kUrl: "/v/<token>" on the internet listener
  std::string passcode = {};          // of kPasscode: six digits
  sim::Instant passcode_until = {};   // of kPasscode: the last second of the day
  std::vector<ActivationCode> codes =
      {};  // of the three on activation codes; of kIssueActivation the new one
};

// Internet: the app's four entries, which make a device the institution's own.
struct ActivationRequest {
  std::string institution_code;
  std::string user;
  std::string password;
  std::string activation_code;
};
struct ActivationAnswer {
  Outcome outcome = Outcome::kMalformedRequest;
  std::string device;  // names the device from then on: 32 hexadecimal digits, to be kept like a password
};

}  // namespace kazasu::eligibility
