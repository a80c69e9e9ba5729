#include "emulators/claims/record_layout.h"

#include <algorithm>

namespace kazasu::claims {

namespace {

using enum FieldMode;

constexpr Field must(std::string_view name, FieldMode mode, std::uint16_t bytes, FieldLength length) {
  return {.name = name, .mode = mode, .longest = bytes, .length = length, .mandatory = true};
}
constexpr Field may(std::string_view name, FieldMode mode, std::uint16_t bytes,
                    FieldLength length = FieldLength::kVariable) {
  return {.name = name, .mode = mode, .longest = bytes, .length = length, .mandatory = false};
}
constexpr Field reserved() {
  return {.name = "予備", .mode = kReserved};
}
constexpr auto kFixed = FieldLength::kFixed;
constexpr auto kVariable = FieldLength::kVariable;

// Thirty-one fields that differ in nothing but their day.
template <std::size_t kLeading>
constexpr auto with_days(std::array<Field, kLeading> const& leading, Field const& day) {
  auto fields = std::array<Field, kLeading + 31>{};
  for (std::size_t i = 0; i < fields.size(); ++i) fields[i] = i < kLeading ? leading[i] : day;
  return fields;
}

constexpr auto kStationFields = std::array{
    must("審査支払機関", kNumeric, 1, kFixed),
    must("都道府県", kNumeric, 2, kFixed),
    must("点数表", kNumeric, 1, kFixed),
    must("ステーションコード", kNumeric, 7, kFixed),
    must("ステーション名称", kKanji, 40, kVariable),
    must("請求年月", kNumeric, 6, kFixed),
    may("電話番号", kLatin, 15),
};
constexpr auto kReceiptFields = std::array{
    must("レセプト番号", kNumeric, 6, kVariable),
    must("レセプト種別", kNumeric, 4, kFixed),
    must("訪問看護年月", kNumeric, 6, kFixed),
    must("氏名", kEither, 40, kVariable),
    may("カタカナ（氏名）", kKanji, 80),
    must("男女区分", kNumeric, 1, kFixed),
    must("生年月日", kNumeric, 8, kFixed),
    reserved(),
    reserved(),
    may("給付割合", kNumeric, 3),
    may("レセプト特記事項", kLatin, 10),
    may("一部負担金・食事療養費・生活療養費標準負担額区分", kNumeric, 1),
    may("訪問看護記録番号等", kLatin, 20),
    may("検索番号", kNumeric, 30),
};
constexpr auto kInsurerFields = std::array{
    must("保険者番号", kLatin, 8, kFixed),
    may("被保険者証等の記号", kEither, 38),
    must("被保険者証等の番号", kEither, 38, kVariable),
    must("実日数", kNumeric, 2, kVariable),
    must("合計金額", kNumeric, 8, kVariable),
    may("職務上の事由", kNumeric, 1),
    may("証明書番号", kNumeric, 3),
    may("一部負担金額", kNumeric, 8),
    may("減免区分", kNumeric, 1),
    may("減額割合", kNumeric, 3),
    may("減額金額", kNumeric, 6),
};
constexpr auto kPublicExpenseFields = std::array{
    must("公費負担者番号", kLatin, 8, kFixed),  may("公費受給者番号", kNumeric, 7),
    may("任意給付区分", kNumeric, 1),           must("実日数", kNumeric, 2, kVariable),
    must("合計金額", kNumeric, 8, kVariable),   may("一部負担金額", kNumeric, 8),
    may("公費給付対象一部負担金", kNumeric, 6),
};
constexpr auto kQualificationFields = std::array{
    must("負担者種別", kNumeric, 1, kFixed), must("確認区分", kNumeric, 2, kFixed),
    may("保険者番号等", kLatin, 8),          may("被保険者証等の記号", kEither, 38),
    may("被保険者証等の番号", kEither, 38),  may("枝番", kLatin, 2),
    may("受給者番号", kNumeric, 7),          reserved(),
};
constexpr auto kVisitDaysFields =
    with_days(std::array{must("負担者種別", kNumeric, 1, kFixed)}, may("日の情報", kNumeric, 1));
constexpr auto kCounterPaymentFields =
    with_days(std::array{must("窓口負担額区分", kNumeric, 2, kFixed)}, reserved());
constexpr auto kDisasterFields = std::array{
    may("災害発生年月日", kNumeric, 8, kFixed),
    may("被災区分", kNumeric, 2, kFixed),
    may("未確認区分", kLatin, 20),
    may("住所", kKanji, 130),
    may("事業所名", kKanji, 100),
    may("連絡先", kKanji, 100),
    may("被災前一部負担金", kNumeric, 8),
};
constexpr auto kPhysicianFields = std::array{
    may("都道府県", kNumeric, 2, kFixed),
    may("点数表", kLatin, 1, kFixed),
    may("医療機関コード", kNumeric, 7, kFixed),
    may("医療機関名称", kKanji, 40),
    may("主治医氏名", kEither, 40),
    may("直近報告年月日", kNumeric, 8),
};
constexpr auto kInstructionFields = std::array{
    must("指示区分", kNumeric, 2, kFixed),
    must("指示期間（自）", kNumeric, 8, kFixed),
    must("指示期間（至）", kNumeric, 8, kFixed),
};
constexpr auto kConditionFields = std::array{
    must("心身の状態", kKanji, 2400, kVariable), may("基準告示第２の１に規定する疾病等の有無", kLatin, 10),
    may("該当する疾病等", kLatin, 300),          may("ＧＡＦ尺度により判定した値", kNumeric, 2),
    may("ＧＡＦ判定年月日", kNumeric, 8),
};
constexpr auto kDiseaseFields = std::array{
    must("傷病名コード", kNumeric, 7, kFixed),
    may("修飾語コード", kLatin, 80),
    may("傷病名称", kKanji, 40),
    may("補足コメント", kKanji, 40),
};
constexpr auto kPatientFields = std::array{
    must("訪問開始年月日", kNumeric, 8, kFixed),
    must("訪問場所１コード", kNumeric, 2, kFixed),
    may("訪問場所１文字データ", kKanji, 130),
    may("訪問場所２変更年月日", kNumeric, 8),
    may("訪問場所２コード", kNumeric, 2),
    may("訪問場所２文字データ", kKanji, 130),
    may("訪問場所３変更年月日", kNumeric, 8),
    may("訪問場所３コード", kNumeric, 2),
    may("訪問場所３文字データ", kKanji, 130),
    may("訪問終了年月日", kNumeric, 8),
    may("訪問終了時刻", kNumeric, 4),
    may("訪問終了状況コード", kNumeric, 2),
    may("訪問終了状況文字データ", kKanji, 20),
    may("死亡年月日", kNumeric, 8),
    may("死亡時刻", kNumeric, 4),
    may("死亡場所コード", kNumeric, 2),
    may("死亡場所文字データ", kKanji, 20),
    may("利用者情報コード", kNumeric, 20),
    may("他ステーション１都道府県", kNumeric, 2),
    may("他ステーション１点数表", kNumeric, 1),
    may("他ステーション１コード", kNumeric, 7),
    may("他ステーション１所在地", kKanji, 130),
    may("他ステーション１名称", kKanji, 40),
    may("他ステーション２都道府県", kNumeric, 2),
    may("他ステーション２点数表", kNumeric, 1),
    may("他ステーション２コード", kNumeric, 7),
    may("他ステーション２所在地", kKanji, 130),
    may("他ステーション２名称", kKanji, 40),
};
constexpr auto kInformationGivenFields = std::array{
    may("情報提供先コード", kNumeric, 2, kFixed),
    reserved(),
    may("前回算定年月", kNumeric, 6),
    reserved(),
};
constexpr auto kSpecialNoteFields = std::array{
    may("特記事項コード", kNumeric, 2, kFixed),
    may("コメントコード", kNumeric, 9),
    may("文字データ", kKanji, 400),
};
constexpr auto kSpecialistTrainingFields = std::array{
    may("専門研修コード", kNumeric, 2, kFixed),
    reserved(),
    may("手順書交付年月日", kNumeric, 8),
    may("直近見直し年月日", kNumeric, 8),
};
constexpr auto kCommentFields = std::array{
    must("コメントコード", kNumeric, 9, kFixed),
    may("文字データ", kKanji, 400),
    reserved(),
};
constexpr auto kFeeFields = std::array{
    must("算定年月日", kNumeric, 8, kFixed),
    must("負担区分", kLatin, 1, kFixed),
    must("訪問看護療養費コード", kNumeric, 9, kFixed),
    may("数量データ", kNumeric, 8),
    must("金額", kNumeric, 6, kVariable),
    may("職種等", kLatin, 20),
    may("同日訪問回数", kNumeric, 2),
    may("指示区分", kNumeric, 2),
};
constexpr auto kNoFields = std::array<Field, 0>{};

using enum RecordType;
constexpr auto kLayouts = std::array<RecordLayout, kRecordTypes>{{
    {kStation, "HM", "訪問看護ステーション情報レコード", kStationFields, {1, 1}},
    {kReceipt, "RE", "レセプト共通レコード", kReceiptFields, {1, 1}},
    {kInsurer, "HO", "保険者レコード", kInsurerFields, {0, 1}},
    {kPublicExpense, "KO", "公費レコード", kPublicExpenseFields, {0, 4}},
    {kQualification, "SN", "資格確認レコード", kQualificationFields, {0, kUnbounded}},
    {kVisitDays, "JD", "受診日等レコード", kVisitDaysFields, {0, kUnbounded}},
    {kCounterPayment, "MF", "窓口負担額レコード", kCounterPaymentFields, {0, 1}},
    {kDisaster, "GI", "災害等レコード", kDisasterFields, {0, 1}},
    {kPhysician, "IH", "主治医の属する医療機関等レコード", kPhysicianFields, {1, kUnbounded}},
    {kInstruction, "HJ", "訪問看護指示レコード", kInstructionFields, {1, kUnbounded}},
    {kCondition, "JS", "心身の状態レコード", kConditionFields, {1, kUnbounded}},
    {kDisease, "SY", "傷病名レコード", kDiseaseFields, {1, kUnbounded}},
    {kPatient, "RJ", "利用者情報レコード", kPatientFields, {1, 1}},
    {kInformationGiven, "TJ", "情報提供レコード", kInformationGivenFields, {0, kUnbounded}},
    {kSpecialNote, "TZ", "特記事項レコード", kSpecialNoteFields, {0, kUnbounded}},
    {kSpecialistTraining, "KS", "専門の研修レコード", kSpecialistTrainingFields, {0, kUnbounded}},
    {kComment, "CO", "コメントレコード", kCommentFields, {0, kUnbounded}},
    {kFee, "KA", "訪問看護療養費レコード", kFeeFields, {1, kUnbounded}},
    {kEnd, "GO", "診療報酬請求書レコード", kNoFields, {1, 1}},
}};

}  // namespace

RecordLayout const& layout_of(RecordType type) {
  return kLayouts[static_cast<std::size_t>(type)];
}

std::optional<RecordType> record_type_by_id(std::string_view id) {
  if (id.size() != 2) return std::nullopt;
  // Letter by letter: this is asked of every record.
  auto const* const found = std::ranges::find_if(
      kLayouts, [&](RecordLayout const& layout) { return layout.id[0] == id[0] && layout.id[1] == id[1]; });
  if (found == kLayouts.end()) return std::nullopt;
  return found->type;
}

}  // namespace kazasu::claims
