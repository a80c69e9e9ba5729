// The nineteen record types of a receipt file and their fields (記録条件仕様・訪問看護用, June 2024, p.
// 4-18).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace kazasu::claims {

// In the order of the file: HM, then for each receipt RE to KA, then GO.
enum class RecordType : std::uint8_t {
  kStation,             // HM, 訪問看護ステーション情報
  kReceipt,             // RE, レセプト共通
  kInsurer,             // HO, 保険者
  kPublicExpense,       // KO, 公費
  kQualification,       // SN, 資格確認
  kVisitDays,           // JD, 受診日等
  kCounterPayment,      // MF, 窓口負担額
  kDisaster,            // GI, 災害等
  kPhysician,           // IH, 主治医の医療機関
  kInstruction,         // HJ, 訪問看護指示
  kCondition,           // JS, 心身の状態
  kDisease,             // SY, 傷病名
  kPatient,             // RJ, 利用者情報
  kInformationGiven,    // TJ, 情報提供
  kSpecialNote,         // TZ, 特記事項
  kSpecialistTraining,  // KS, 専門研修
  kComment,             // CO, コメント
  kFee,                 // KA, 訪問看護療養費
  kEnd,                 // GO, 請求書
};
inline constexpr std::size_t kRecordTypes = 19;

enum class FieldMode : std::uint8_t {
  kNumeric,   // digits
  kLatin,     // one byte a character: JIS X 0201
  kKanji,     // two bytes a character: JIS X 0208
  kEither,    // one of the two, not both
  kReserved,  // stays empty
};
enum class FieldLength : std::uint8_t { kFixed, kVariable };

struct Field {
  std::string_view name;  // of the official layout
  FieldMode mode = FieldMode::kNumeric;
  std::uint16_t longest = 0;  // bytes
  FieldLength length = FieldLength::kVariable;
  bool mandatory = false;
  std::uint16_t longest_latin = 0;  // of kEither where the two differ; 0: `longest`
};

// How often a record stands in one receipt (kStation and kEnd: in the file).
struct Multiplicity {
  std::uint16_t least = 0;
  std::uint16_t most = 0;  // kUnbounded: no limit
};
inline constexpr std::uint16_t kUnbounded = 0xFFFF;

struct RecordLayout {
  RecordType type = RecordType::kStation;
  std::string_view id;            // two letters, the first field
  std::string_view name;          // official
  std::span<Field const> fields;  // without the id
  Multiplicity times;

  // As many as every record of the type carries, the id among them.
  std::size_t field_count() const { return fields.size() + 1; }
};

RecordLayout const& layout_of(RecordType type);
// Nothing for letters that no record has.
std::optional<RecordType> record_type_by_id(std::string_view id);

}  // namespace kazasu::claims
