#include <array>

#include "emulators/eligibility/counters.h"
#include "emulators/eligibility/outcome.h"

namespace kazasu::eligibility {

namespace {

struct OutcomeText {
  Outcome outcome;
  std::string_view name;
  std::string_view message;
  std::string_view rule;  // the same words as the table in docs/protocols/eligibility-errors.md
};

constexpr auto kTexts = std::array<OutcomeText, kOutcomes>{{
    {Outcome::kAccepted, "accepted", "", ""},
    {Outcome::kMalformedRequest, "malformed_request", "要求の形式に誤りがあります。",
     "kazasu: a message has every required field, in its form"},
    {Outcome::kUnknownInstitution, "unknown_institution", "該当する医療機関等がありません。",
     "中医協資料 R5.10, マイナ在宅受付Web: the URL belongs to one institution"},
    {Outcome::kInstitutionMismatch, "institution_mismatch", "端末の証明書と医療機関等コードが一致しません。",
     "kazasu: the institution code in a message is the client certificate's"},
    {Outcome::kInstitutionNotLive, "institution_not_live", "医療機関等の運用が開始されていません。",
     "訪問看護向け資料 R7.4.24, 運用開始日: entered in the portal and reached"},
    {Outcome::kInstitutionRevoked, "institution_revoked", "医療機関等の利用が取り消されています。",
     "kazasu: the portal withdrew the admission"},
    {Outcome::kFunctionNotEnabled, "function_not_enabled",
     "訪問診療等機能が「利用する」に設定されていません。",
     "訪問看護向け資料 R7.4.24, 訪問診療等機能: 利用する"},
    {Outcome::kCheckupConsentUnderAge, "checkup_consent_under_age",
     "特定健診等情報の同意は40歳以上の方が対象です。",
     "中医協資料 R5.10, 同意事項: 特定健診等情報 from the age of 40"},
    {Outcome::kSessionUnknown, "session_unknown", "受付が見つからないか、すでに使用されています。",
     "kazasu: a visit is opened by consent and used once"},
    {Outcome::kSessionExpired, "session_expired",
     "受付の有効時間が過ぎました。はじめからやり直してください。",
     "kazasu: a visit waits ten minutes for the card"},
    {Outcome::kCertificateMalformed, "certificate_malformed", "電子証明書を読み取れません。",
     "kazasu: the certificate is DER of RFC 5280 with an RSA key"},
    {Outcome::kSignatureInvalid, "signature_invalid", "電子署名を確認できません。",
     "RFC 8017, 8.2.2: RSASSA-PKCS1-v1_5 over the visit's nonce"},
    {Outcome::kIssuerUnknown, "issuer_unknown", "電子証明書の発行者を確認できません。",
     "RFC 5280, 6.1: issued by the card CA with the user-authentication profile"},
    {Outcome::kCertificateNotYetValid, "certificate_not_yet_valid", "電子証明書の有効期間前です。",
     "RFC 5280, 4.1.2.5: notBefore"},
    {Outcome::kCertificateBeyondGrace, "certificate_beyond_grace",
     "電子証明書の有効期限が切れています。市区町村で更新してください。",
     "訪問看護向け資料 R7.4.24, 電子証明書の有効期限: three months after expiry"},
    {Outcome::kCertificateRevoked, "certificate_revoked", "電子証明書が失効しています。",
     "RFC 6960, 2.2 and RFC 5280, 3.3: revoked, or replaced by a card issued later"},
    {Outcome::kStatusUnknown, "status_unknown", "電子証明書の状態を確認できません。",
     "RFC 6960, 2.2: unknown; kazasu: refused"},
    {Outcome::kStatusUnavailable, "status_unavailable",
     "電子証明書の失効確認ができません。しばらくしてから再度お試しください。",
     "kazasu: no card is accepted without the status of its certificate"},
    {Outcome::kCardSuspended, "card_suspended", "マイナンバーカードが一時停止されています。",
     "kazasu: a card reported lost is refused until it is taken up again"},
    {Outcome::kCardNotRegistered, "card_not_registered",
     "マイナンバーカードが保険証として登録されていません。",
     "中医協資料 R5.10, 前提: the card is registered as an insurance card"},
    {Outcome::kPersonUnknown, "person_unknown", "該当する加入者がいません。",
     "中医協資料 R5.10, 前提: the card is registered for insurance use"},
    {Outcome::kRegistrationUnknown, "registration_unknown", "該当する受付番号がありません。",
     "kazasu: a registration is shown to the institution that it was made at"},
    {Outcome::kNoContinuingCare, "no_continuing_care",
     "継続的な訪問診療等の関係が確認できないため、再照会できません。",
     "中医協資料 R5.10, 再照会: from the second visit of continuing care"},
    {Outcome::kConsentMissing, "consent_missing", "患者の同意がありません。",
     "訪問看護向け資料 R7.4.24: what is not consented to is not shown"},
    {Outcome::kConsentExpired, "consent_expired", "同意の有効期限が切れています。",
     "中医協資料 R5.10, 同意の有効期間: to the last day of the third month"},
    {Outcome::kConsentCancelled, "consent_cancelled", "同意が取り消されています。",
     "中医協資料 R5.10, 同意の取消し"},
    {Outcome::kPeriodInvalid, "period_invalid", "照会期間の指定に誤りがあります。",
     "kazasu: a period has both days, in order, and at most 92 days"},
    {Outcome::kTooManyRecords, "too_many_records", "件数が上限を超えています。",
     "kazasu: 1 to 100,000 records in a bulk request"},
    {Outcome::kDuplicateRequest, "duplicate_request", "同じファイル識別子の要求を受付済みです。",
     "kazasu: a file identifier is used once while its result is kept"},
    {Outcome::kReceptionUnknown, "reception_unknown", "該当する受付番号の一括処理がありません。",
     "kazasu: a reception number belongs to one institution and is kept seven days"},
    {Outcome::kResultNotReady, "result_not_ready", "処理中です。しばらくしてから再度要求してください。",
     "OQSCD003: 2 processing"},
    {Outcome::kStorageFailed, "storage_failed",
     "システムに障害が発生しています。しばらくしてから再度お試しください。",
     "kazasu: nothing is answered that might not be kept"},
    {Outcome::kActivationCodeInvalid, "activation_code_invalid",
     "アクティベーションコードが正しくありません。",
     "kazasu: an activation code is used once, within 24 hours"},
    {Outcome::kAccountInvalid, "account_invalid", "ユーザーIDまたはパスワードが正しくありません。",
     "マイナ資格確認アプリ: 機関コード, ユーザーID, パスワード and アクティベーションコード"},
    {Outcome::kTooManyDevices, "too_many_devices", "登録できる端末の台数を超えています。",
     "kazasu: at most 50 devices of an institution at a time"},
    {Outcome::kDeviceUnknown, "device_unknown", "この端末はアクティベーションされていません。",
     "マイナ資格確認アプリ: only on devices that the institution activated"},
    {Outcome::kPasscodeInvalid, "passcode_invalid", "目視確認用パスコードが正しくありません。",
     "kazasu: the passcode of the visual check is the institution's, of this day"},
    {Outcome::kPasscodeLocked, "passcode_locked",
     "目視確認用パスコードの誤りが続いたため使用できません。新しいパスコードを取得してください。",
     "kazasu: five wrong passcodes on a day"},
    {Outcome::kVisualCheckNotHere, "visual_check_not_here",
     "目視確認はマイナ資格確認アプリでのみ利用できます。",
     "訪問看護向け資料 R7.4.24, 目視確認: with the app, not on the Web"},
    {Outcome::kCareNotOnThisWay, "care_not_on_this_way", "この方法では受け付けられない診療の種類です。",
     "オンライン診療等: the patient's own device and its URL are for online care alone"},
    {Outcome::kBusy, "busy", "混み合っています。しばらくしてから再度お試しください。",
     "kazasu: a limit on the visits or requests open at a time"},
}};

constexpr bool in_order() {
  for (std::size_t i = 0; i < kTexts.size(); ++i) {
    if (static_cast<std::size_t>(kTexts[i].outcome) != i) return false;
  }
  return true;
}
static_assert(in_order());

}  // namespace

std::string_view name_of(Outcome outcome) {
  return kTexts[static_cast<std::size_t>(outcome)].name;
}

std::string_view message_of(Outcome outcome) {
  return kTexts[static_cast<std::size_t>(outcome)].message;
}

std::string_view refused_by(Outcome outcome) {
  return kTexts[static_cast<std::size_t>(outcome)].rule;
}

}  // namespace kazasu::eligibility
