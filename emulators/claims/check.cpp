#include "emulators/claims/check.h"

#include <array>

namespace kazasu::claims {

namespace {

constexpr auto kSpec = std::string_view{"記録条件仕様(訪問看護用)"};
constexpr auto kMedical = std::string_view{"checks of the medical list"};
constexpr auto kMaster = std::string_view{"訪問看護療養費マスター"};

using enum Check;
constexpr auto kRules = std::array<CheckRule, kChecks>{{
    {kRecordEnd, Band::kFile, "L1951", "a record does not end with 0D 0A, or is longer than any can be",
     "レコードの終わりが正しくありません", kSpec, true},
    {kEndMark, Band::kFile, "L1952", "no 1A behind the last record, or something behind it",
     "ファイルの終わりが正しくありません", kSpec, true},
    {kStationRecord, Band::kFile, "L1953", "HM is not the first record, or there are several",
     "訪問看護ステーション情報レコードが正しくありません", kSpec, true},
    {kEndRecord, Band::kFile, "L1954", "GO is not the last record, or there are several",
     "請求書レコードが正しくありません", kSpec, true},
    {kUnknownRecord, Band::kFile, "L1955", "a record with an id that no record has",
     "レコード識別情報が正しくありません", kSpec, true},
    {kNoReceipt, Band::kFile, "L1956", "no receipt in the file", "レセプトがありません", kSpec, true},
    {kStationField, Band::kFile, "L1957", "a field of HM is not in its form",
     "訪問看護ステーション情報レコードの項目が正しくありません", kSpec, true},
    {kPayer, Band::kFile, "L1958", "the payer in HM is neither 1 nor 2", "審査支払機関が正しくありません",
     kSpec, true},
    {kFeeTableNumber, Band::kFile, "L1959", "点数表 in HM is not 6", "点数表が正しくありません", kSpec, true},
    {kStationCode, Band::kFile, "L1912", "the station is not registered, or its check digit is wrong",
     "ステーションコードが登録されていません", kMedical, false},
    {kClaimMonth, Band::kFile, "L1102", "請求年月 is no month", "請求年月が正しくありません", kMedical,
     false},
    {kNotThisMonth, Band::kFile, "L1960", "請求年月 is not the month of the claim",
     "請求年月が今月ではありません", kSpec, true},
    {kPhone, Band::kFile, "L1929",
     "the phone number has more than 15 characters, or others than letters and digits",
     "電話番号が正しくありません", kMedical, false},
    {kReceiptNumber, Band::kFile, "L1910", "a receipt number has more than six digits",
     "レセプト番号が正しくありません", kMedical, false},
    {kReceiptOrder, Band::kFile, "L1917", "receipt numbers are not 1, 2, 3 and so on",
     "レセプト番号が昇順の連番ではありません", kMedical, false},
    {kTooManyFaults, Band::kFile, "L1920", "a thousand places of L2 in one file; nothing more is looked at",
     "受付不能が１０００箇所以上あります", kMedical, false},
    {kFieldCount, Band::kReceipt, "L2961", "a record with more or fewer fields than its layout",
     "項目数が正しくありません", kSpec, true},
    {kMandatory, Band::kReceipt, "L2541", "a mandatory field is empty", "必須項目が記録されていません",
     kMedical, false},
    {kTooLong, Band::kReceipt, "L2962", "a field is longer than it may be", "項目の桁数が超過しています",
     kSpec, true},
    {kFixedLength, Band::kReceipt, "L2963", "a field of fixed length is shorter",
     "固定長の項目の桁数が不足しています", kSpec, true},
    {kNotNumeric, Band::kReceipt, "L2964", "something else than digits in a numeric field",
     "数字以外が記録されています", kSpec, true},
    {kWrongMode, Band::kReceipt, "L2965",
     "characters of two bytes where one-byte ones belong, or the reverse", "文字のモードが正しくありません",
     kSpec, true},
    {kMixedModes, Band::kReceipt, "L2966", "characters of one and of two bytes in one field",
     "英数カナと漢字が混在しています", kSpec, true},
    {kTrailingSpaces, Band::kReceipt, "L2967", "spaces at the end of a field of variable length",
     "可変長の項目の末尾に空白があります", kSpec, true},
    {kReserved, Band::kReceipt, "L2968", "something in a reserved field", "予備の項目に記録があります", kSpec,
     true},
    {kCharacter, Band::kReceipt, "L2969", "a character outside JIS X 0201 and JIS X 0208, or half of one",
     "使用できない文字が記録されています", kSpec, true},
    {kRecordOrder, Band::kReceipt, "L2970", "a record that should stand before the one ahead of it",
     "レコードの記録順が正しくありません", kSpec, true},
    {kRecordMissing, Band::kReceipt, "L2971", "a record that every receipt has is missing",
     "必須のレコードがありません", kSpec, true},
    {kRecordTooOften, Band::kReceipt, "L2972", "a record stands more often than it may",
     "レコードの記録回数が超過しています", kSpec, true},
    {kCodeTable, Band::kReceipt, "L2973", "a code that its table does not have",
     "別表にないコードが記録されています", kSpec, true},
    {kDate, Band::kReceipt, "L2974", "a date that is none, or a period that ends before it begins",
     "年月日が正しくありません", kSpec, true},
    {kBirthDate, Band::kReceipt, "L2133", "the date of birth is none, or lies ahead of the care",
     "生年月日が正しくありません", kMedical, false},
    {kCareMonth, Band::kReceipt, "L2951", "訪問看護年月 is no month", "訪問看護年月が正しくありません",
     kMedical, false},
    {kCareMonthAhead, Band::kReceipt, "L2975", "訪問看護年月 is not before the month of the claim",
     "訪問看護年月が請求年月以後です", kSpec, true},
    {kCareBeforeOnline, Band::kReceipt, "L2976", "care before June 2024, which cannot be claimed online",
     "令和６年５月以前の訪問看護はオンラインで請求できません",
     "notices on online claims: first claims in July 2024", true},
    {kTimeBarred, Band::kReceipt, "L2100", "care more than five years before the claim",
     "請求権が時効により消滅しています", kMedical, false},
    {kInsurerNumberForm, Band::kReceipt, "L2167", "the insurer number has not eight characters",
     "保険者番号の桁数が正しくありません", kMedical, false},
    {kPublicNumberForm, Band::kReceipt, "L2187", "the number of a public payer has not eight digits",
     "公費負担者番号の桁数が正しくありません", kMedical, false},
    {kReceiptKind, Band::kReceipt, "L2900", "レセプト種別 does not fit the HO and KO records",
     "レセプト種別と保険者・公費レコードが一致しません", kMedical, false},
    {kPayerKind, Band::kReceipt, "L2140", "負担者種別 names a payer that the receipt does not have",
     "負担者種別が正しくありません", kMedical, false},
    {kNameBlank, Band::kReturn, "L3001", "the name is blank", "氏名が空白です", kMedical, false},
    {kInsurerNumberWrong, Band::kReturn, "L3087",
     "the insurer number has a wrong check digit, or is no insurer's", "保険者番号が誤っています", kMedical,
     false},
    {kPublicNumberWrong, Band::kReturn, "L3089", "the number of a public payer has a wrong check digit",
     "公費負担者番号が誤っています", kMedical, false},
    {kPreschoolAge, Band::kReturn, "L3129", "a receipt for a preschool child whose age is another",
     "未就学者の年齢ではありません", kMedical, false},
    {kInsuredAge, Band::kReturn, "L3140", "a receipt for an insured person (本人) below the age of 15",
     "本人の年齢が１５歳未満です", kMedical, false},
    {kElderlyAge, Band::kReturn, "L3951",
     "a receipt for the elderly, and the age below 70 or 75 (65 with a disability)",
     "高齢者の年齢ではありません", kSpec, true},
    {kFeeCode, Band::kReturn, "L3303", "a fee code that the master does not have",
     "訪問看護療養費コードがマスターにありません", kMedical, false},
    {kFeeAmount, Band::kReturn, "L3952", "an amount that is not the master's, with its shares",
     "金額がマスターと一致しません", kMaster, true},
    {kFeeDate, Band::kReturn, "L3953", "a fee of another month than the receipt's",
     "算定年月日が訪問看護年月と一致しません", kSpec, true},
    {kFeeBeforeStart, Band::kReturn, "L3954", "a fee before the first visit",
     "算定年月日が訪問開始年月日より前です", kSpec, true},
    {kFeeAfterEnd, Band::kReturn, "L3955", "a fee after the last visit",
     "算定年月日が訪問終了年月日より後です", kSpec, true},
    {kFeeInstruction, Band::kReturn, "L3956",
     "指示区分 is missing, not needed, or of another kind than the item's", "指示区分が正しくありません",
     kMaster, true},
    {kFeeInstructionPeriod, Band::kReturn, "L3957", "no instruction of that kind covers the day",
     "指示期間外の算定です", kMaster, true},
    {kFeeJobs, Band::kReturn, "L3958", "職種等 is missing, not needed, or not one that the item may have",
     "職種等が正しくありません", kMaster, true},
    {kFeeDayVisits, Band::kReturn, "L3959", "同日訪問回数 is missing, not needed, or not the item's",
     "同日訪問回数が正しくありません", kMaster, true},
    {kFeeAge, Band::kReturn, "L3960", "an item that the patient is too old for",
     "年齢が算定の上限を超えています", kMaster, true},
    {kAddonWithoutBase, Band::kReturn, "L3961", "an add-on without a base item of its group on the day",
     "基本項目のない加算です", kMaster, true},
    {kInsurerTotal, Band::kReturn, "L3962", "合計金額 of HO is not the sum of its fees",
     "保険の合計金額が一致しません", kSpec, true},
    {kPublicTotal, Band::kReturn, "L3963", "合計金額 of KO is not the sum of its fees",
     "公費の合計金額が一致しません", kSpec, true},
    {kActualDays, Band::kReturn, "L3964", "実日数 is more than the days with fees",
     "実日数が算定日数を超えています", kSpec, true},
    {kFacilityStandard, Band::kReview, "L4428", "an item whose facility standard was not notified",
     "施設基準の届出がありません", kMedical, false},
    {kCopaymentTooHigh, Band::kReview, "L4516", "一部負担金額 is ten times the total or more",
     "一部負担金額が高額です", kMedical, false},
    {kPublicCopaymentTooHigh, Band::kReview, "L4510",
     "a public payer's 一部負担金額 is ten times its total or more", "公費の一部負担金額が高額です", kMedical,
     false},
    {kShareOutsideNational, Band::kNotice, "L4801", "給付割合 outside national health insurance; taken",
     "給付割合の記録は不要です", kMedical, false},
    {kKanaName, Band::kNotice, "L4834", "the name in kana has other characters; taken",
     "カタカナ氏名が正しくありません", kMedical, false},
    {kExcludedPair, Band::kComputed, "L7111", "two items that exclude each other", "併算定できない項目です",
     kMaster, false},
    {kLimitExceeded, Band::kComputed, "L7113", "an item more often than its limit",
     "算定回数の限度を超えています", kMaster, false},
}};

constexpr bool in_order() {
  for (std::size_t i = 0; i < kRules.size(); ++i) {
    if (static_cast<std::size_t>(kRules[i].check) != i) return false;
  }
  return true;
}
static_assert(in_order());

}  // namespace

std::span<CheckRule const> check_rules() {
  return kRules;
}

CheckRule const& rule_of(Check check) {
  return kRules[static_cast<std::size_t>(check)];
}

}  // namespace kazasu::claims
