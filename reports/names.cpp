#include "reports/names.h"

#include <array>
#include <cctype>
#include <span>

namespace kazasu::reports {

namespace {

struct Name {
  std::string_view name;
  std::string_view english;
  std::string_view japanese;
};

constexpr auto kStages = std::to_array<Name>({
    {"nfc_activation", "NFC activation", "NFC 起動"},
    {"select", "Select application", "アプリケーション選択"},
    {"verify", "Verify PIN", "暗証番号の照合"},
    {"certificate", "Read certificate", "証明書の読み出し"},
    {"sign", "Sign on the card", "カードでの署名"},
    {"connect_tls", "Connect + TLS", "接続・TLS"},
    {"request", "Request and answer", "要求と応答"},
    {"server_queue", "Queue at the server", "サーバーの待ち行列"},
    {"signature_check", "Signature check", "署名の検証"},
    {"status", "Chain and expiry", "証明書の有効性確認"},
    {"registration", "Registration", "受付の登録"},
    {"notice", "Notice or poll", "通知・ポーリング"},
    {"line_connect_tls", "Connect + mutual TLS", "接続・相互 TLS"},
    {"line_queue", "Queue at the server", "サーバーの待ち行列"},
    {"lookup", "Insured-person look-up", "被保険者の検索"},
    {"answer", "Request and answer", "要求と回答"},
    {"activation", "Device activation", "端末のアクティベーション"},
    {"passcode", "Passcode of the visual check", "目視確認用パスコード"},
    {"re_inquiry", "Re-inquiry", "再照会"},
});

constexpr auto kOutcomes = std::to_array<Name>({
    {"shown", "Answer shown", "結果を表示"},
    {"accepted", "Accepted", "受理"},
    {"timed_out", "Timed out", "時間切れ"},
    {"unreachable", "Server unreachable", "サーバーに接続できず"},
    {"busy", "Server busy", "サーバー混雑"},
    {"malformed_request", "Malformed request", "要求の形式誤り"},
    {"unknown_institution", "Unknown institution", "医療機関の登録なし"},
    {"institution_mismatch", "Institution does not match the certificate", "医療機関と証明書の不一致"},
    {"checkup_consent_under_age", "Check-up consent under 40", "40 歳未満の健診情報同意"},
    {"session_unknown", "Session unknown", "セッション不明"},
    {"session_expired", "Session expired", "セッション期限切れ"},
    {"certificate_malformed", "Certificate malformed", "証明書の形式誤り"},
    {"certificate_expired", "Certificate expired", "証明書の有効期限切れ"},
    {"certificate_revoked", "Certificate revoked", "証明書の失効"},
    {"status_unknown", "Certificate status unknown", "証明書の状態が不明"},
    {"status_unavailable", "Certificate status unavailable", "証明書の状態を確認できず"},
    {"certificate_not_yet_valid", "Certificate not yet valid", "証明書が有効期間前"},
    {"certificate_beyond_grace", "Certificate expired beyond its grace",
     "証明書の有効期限切れ（猶予期間超過）"},
    {"signature_invalid", "Signature invalid", "署名が不正"},
    {"issuer_unknown", "Issuer unknown", "発行者不明"},
    {"person_unknown", "Person unknown", "該当する被保険者なし"},
    {"registration_unknown", "Registration unknown", "受付の登録なし"},
    {"not_understood", "Answer not understood", "応答を解釈できず"},
    {"pin_wrong", "Wrong PIN", "暗証番号の誤り"},
    {"pin_locked", "PIN locked", "暗証番号のロック"},
    {"card_removed", "Card moved away", "カードが離れた"},
    {"card_timed_out", "Card timed out", "カードの時間切れ"},
    {"not_this_card", "Not a My Number card", "対象外のカード"},
    {"qualification_invalid", "Qualification invalid", "資格無効"},
    {"qualification_replaced", "New qualification exists", "資格無効（新しい資格あり）"},
    {"qualification_not_found", "No qualification found", "該当資格なし"},
    {"qualification_several", "Several qualifications", "複数該当"},
    {"consented", "Consent registered", "同意を登録"},
    {"registered", "Registered", "受付済み"},
    {"unfinished", "Unfinished", "未完了"},
    {"no_card", "No My Number card", "マイナンバーカードなし"},
    {"card_not_registered", "Card is no insurance card", "保険証利用登録なし"},
    {"card_suspended", "Card suspended", "カードの一時停止"},
    {"no_continuing_care", "No continuing relationship", "継続的な関係なし"},
    {"device_unknown", "Device not activated", "端末が未アクティベーション"},
    {"passcode_invalid", "Wrong passcode", "パスコードの誤り"},
    {"passcode_locked", "Passcode locked", "パスコードのロック"},
    {"function_not_enabled", "Function not enabled", "訪問診療等機能が無効"},
    {"eligibility_certificate", "Eligibility certificate (資格確認書)", "資格確認書"},
    {"old_insurance_card", "Old insurance card", "従来の健康保険証"},
    {"portal_screen", "マイナポータル screen with the card", "マイナポータルの画面とカード"},
    {"qualification_notice", "資格情報のお知らせ with the card", "資格情報のお知らせとカード"},
    {"oral_check", "Oral check of a known patient", "口頭での確認（継続患者）"},
    {"declaration", "Declaration (被保険者資格申立書)", "被保険者資格申立書"},
});

constexpr auto kChannels = std::to_array<Name>({
    {"page", "Consent page (internet)", "同意画面（インターネット）"},
    {"app", "App (internet)", "アプリ（インターネット）"},
    {"closed_line", "Closed line", "閉域網"},
});

constexpr auto kSteps = std::to_array<Name>({
    {"think", "Think", "思考"},
    {"consent", "Consent", "同意"},
    {"enter_pin", "Enter PIN", "暗証番号の入力"},
    {"tap_card", "Tap the card", "カードをかざす"},
    {"fetch_eligibility", "Eligibility check", "資格確認"},
    {"re_inquiry", "Re-inquiry", "再照会"},
    {"activate_device", "Activate the device", "端末のアクティベーション"},
    {"visual_check", "Visual check", "目視確認"},
    {"fetch_medical_data", "Fetch medical data", "診療情報の取得"},
    {"submit_claims", "Submit claims", "請求の送信"},
});

constexpr auto kWays = std::to_array<Name>({
    {"web", "マイナ在宅受付Web", "マイナ在宅受付Web"},
    {"app", "マイナ資格確認アプリ", "マイナ資格確認アプリ"},
    {"own_device", "The patient's own device", "患者自身の端末"},
    {"closed_line", "Later visit, the station's terminal", "2回目以降（資格確認端末）"},
    {"consultation_app", "Online consultation app", "オンライン診療アプリ"},
});

constexpr auto kIdentities = std::to_array<Name>({
    {"pin", "PIN", "暗証番号"},
    {"visual_check", "Visual check", "目視確認"},
    {"stored_data", "Stored data (no card)", "登録済みの情報（カードなし）"},
    {"nothing", "Not identified", "確認に至らず"},
});

constexpr auto kEvents = std::to_array<Name>({
    {"device_activated", "Device activated", "端末をアクティベーション"},
    {"pin_locked", "PIN locked, or the card has none", "暗証番号のロックまたは設定なし"},
    {"card_registered", "Card registered as an insurance card", "保険証利用を登録"},
    {"card_linked", "Re-issued card linked", "再発行カードの紐付け"},
    {"expires_soon", "Certificate expires soon: alert", "証明書の有効期限が近い（警告）"},
    {"eligibility_only", "Certificate in its grace: eligibility only", "証明書の猶予期間（資格のみ）"},
});

constexpr auto kGenerator = std::to_array<Name>({
    {"card_readers", "Card readers over PC/SC", "PC/SC カードリーダー"},
    {"cpu", "CPU used", "CPU 使用率"},
    {"lag_p99", "Schedule lag, p99", "開始遅れ p99"},
    {"lag_max", "Schedule lag, worst", "開始遅れ 最大"},
    {"memory", "Memory", "メモリー"},
    {"server_memory", "Memory of the emulators", "エミュレーターのメモリー"},
    {"open_files", "Open files, most and limit", "オープンファイル（最大・上限）"},
});

constexpr auto kClaimants = std::to_array<Name>({
    {"stations", "Nursing stations", "訪問看護ステーション"},
    {"others", "Other institutions", "その他の機関"},
});

constexpr auto kRetries = std::to_array<Name>({
    {"none", "none", "なし"},
    {"immediate", "at once", "即時"},
    {"constant", "after a constant pause", "一定間隔"},
    {"back_off", "back-off", "指数バックオフ"},
    {"jitter", "back-off with jitter", "ジッター付きバックオフ"},
    {"budget", "within a budget", "上限（バジェット）付き"},
});

constexpr auto kMarks = std::to_array<Name>({
    {"asp_stopped", "ASP stopped", "ASP 停止"},
    {"asp_one_server", "ASP on one server", "ASP が 1 台のみ"},
    {"asp_wrong_errors", "wrong errors of the ASP", "ASP 誤判定"},
    {"front_closed", "window down", "受付停止"},
    {"front_degraded", "window with fewer workers", "受付の処理能力低下"},
    {"closed", "closed", "受付時間外"},
    {"extension", "extension", "延長期間"},
    {"deadline", "deadline", "期限"},
});

constexpr auto kClaimSteps = std::to_array<Name>({
    {"log_in", "Log in", "ログイン"},
    {"upload", "Upload", "送信"},
    {"check", "Check, upload to list", "事務点検（送信から結果リストまで）"},
    {"confirm", "Confirm", "請求確定"},
    {"whole", "Whole, from the intended start", "全体（予定の開始から）"},
});

constexpr auto kSends = std::to_array<Name>({
    {"first", "First", "初回"},
    {"corrected", "Corrected", "訂正後の再送信"},
    {"test", "Test", "確認試験"},
    {"refused", "Refused", "受付不能"},
    {"cancelled", "Cancelled", "請求取消"},
});

constexpr auto kReceipts = std::to_array<Name>({
    {"sent", "Sent", "送信"},
    {"claimed", "Claimed", "請求"},
    {"not_claimed", "Not claimed", "請求されず"},
});

std::string look_up(std::span<Name const> names, std::string_view name, Language language) {
  for (auto const& entry : names) {
    if (entry.name == name)
      return std::string{language == Language::kJapanese ? entry.japanese : entry.english};
  }
  auto readable = std::string{name};
  for (auto& letter : readable) {
    if (letter == '_') letter = ' ';
  }
  if (!readable.empty()) {
    readable[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(readable[0])));
  }
  return readable;
}

}  // namespace

std::string stage_name(std::string_view name, Language language) {
  return look_up(kStages, name, language);
}
std::string outcome_name(std::string_view name, Language language) {
  return look_up(kOutcomes, name, language);
}
std::string channel_name(std::string_view name, Language language) {
  return look_up(kChannels, name, language);
}
std::string step_name(std::string_view name, Language language) {
  return look_up(kSteps, name, language);
}
std::string way_name(std::string_view name, Language language) {
  return look_up(kWays, name, language);
}
std::string identity_name(std::string_view name, Language language) {
  return look_up(kIdentities, name, language);
}
std::string event_name(std::string_view name, Language language) {
  return look_up(kEvents, name, language);
}
std::string generator_name(std::string_view name, Language language) {
  return look_up(kGenerator, name, language);
}
std::string claimant_name(std::string_view name, Language language) {
  return look_up(kClaimants, name, language);
}
std::string retry_name(std::string_view name, Language language) {
  return look_up(kRetries, name, language);
}
std::string mark_name(std::string_view name, Language language) {
  return look_up(kMarks, name, language);
}
std::string claim_step_name(std::string_view name, Language language) {
  return look_up(kClaimSteps, name, language);
}
std::string send_name(std::string_view name, Language language) {
  return look_up(kSends, name, language);
}
std::string receipt_name(std::string_view name, Language language) {
  return look_up(kReceipts, name, language);
}

}  // namespace kazasu::reports
