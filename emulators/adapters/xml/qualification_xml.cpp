#include "emulators/adapters/xml/qualification_xml.h"

#include <array>
#include <string>

#include "emulators/eligibility/counters.h"

namespace kazasu::adapters {

namespace {

using namespace eligibility;

void write_consent(XmlElement result, std::string const& prefix, ConsentBlock const& block) {
  if (!block.given) return;
  result.add((prefix + "ConsFlg").c_str(), "1");
  result.add_date_time((prefix + "ConsTime").c_str(), block.time);
}

void write_consent_info(XmlElement result, char const* tag, ConsentBlock const& block) {
  if (!block.given) return;
  auto const info = result.child(tag);
  write_consent(info, "", block);
  info.add_date_time("AvailableTime", block.available_until);
}

// OQSCD016: 1 is consent; 0, 2 and 3 are none.
ConsentBlock read_consent(XmlReader const& parent, std::string const& prefix) {
  auto const flag = prefix + "ConsFlg";
  if (parent.optional_text(flag.c_str()) != "1") return {};
  return {.given = true, .time = parent.date_time((prefix + "ConsTime").c_str()), .available_until = {}};
}

ConsentBlock read_consent_info(XmlReader const& result, char const* tag) {
  if (!result.has(tag)) return {};
  auto const info = result.child(tag);
  auto block = read_consent(info, "");
  if (block.given) block.available_until = info.date_time("AvailableTime");
  return block;
}

constexpr auto kReasons = std::array<identity::LossReason, 5>{
    identity::LossReason::kNone, identity::LossReason::kDeath, identity::LossReason::kAssistance,
    identity::LossReason::kOtherInsurer, identity::LossReason::kOther};
constexpr auto kReasonCodes = std::array<std::string_view, 5>{"", "01", "02", "03", "99"};

std::string reason_code(identity::LossReason reason) {
  for (std::size_t i = 0; i < kReasons.size(); ++i) {
    if (kReasons[i] == reason) return std::string{kReasonCodes[i]};
  }
  return {};
}

identity::LossReason read_reason(XmlReader const& from) {
  auto const code = from.optional_text("ReasonOfLoss");
  for (std::size_t i = 0; i < kReasonCodes.size(); ++i) {
    if (kReasonCodes[i] == code) return kReasons[i];
  }
  from.fail("ReasonOfLoss", "must be 01, 02, 03 or 99");
  return identity::LossReason::kNone;
}

// Three tags with a date each: issue, first and last day.
struct DayTags {
  char const* issued;
  char const* from;
  char const* until;
};
constexpr auto kCardDays =
    DayTags{"InsuredCertificateIssuanceDate", "InsuredCardValidDate", "InsuredCardExpirationDate"};
constexpr auto kRecipientDays = DayTags{"ElderlyRecipientCertificateDate", "ElderlyRecipientValidStartDate",
                                        "ElderlyRecipientValidEndDate"};
constexpr auto kLimitDays =
    DayTags{"LimitApplicationCertificateDate", "LimitApplicationCertificateValidStartDate",
            "LimitApplicationCertificateValidEndDate"};
constexpr auto kDiseaseDays = DayTags{"SpecificDiseasesCertificateDate", "SpecificDiseasesValidStartDate",
                                      "SpecificDiseasesValidEndDate"};

void write_days(XmlElement parent, DayTags const& tags, identity::CertificateDays const& days) {
  parent.add_date(tags.issued, days.issued);
  parent.add_date(tags.from, days.from);
  parent.add_date(tags.until, days.until);
}

identity::CertificateDays read_days(XmlReader const& parent, DayTags const& tags) {
  return {parent.date(tags.issued), parent.date(tags.from), parent.date(tags.until)};
}

void write_recipient(XmlElement result, identity::ElderlyRecipient const& recipient) {
  auto const info = result.child("ElderlyRecipientCertificateInfo");
  write_days(info, kRecipientDays, recipient.days);
  info.add("ElderlyRecipientContributionRatio", recipient.ratio);
}

void write_limit(XmlElement result, identity::LimitCertificate const& limit) {
  auto const info = result.child("LimitApplicationCertificateRelatedInfo");
  info.add("LimitApplicationCertificateClassification", limit.classification);
  info.add("LimitApplicationCertificateClassificationFlag", limit.flag);
  write_days(info, kLimitDays, limit.days);
  info.add_optional_date("LimitApplicationCertificateLongTermDate", limit.long_term);
}

void write_diseases(XmlElement result, std::vector<identity::SpecificDisease> const& diseases) {
  if (diseases.empty()) return;
  auto const list = result.child("SpecificDiseasesCertificateList");
  for (auto const& disease : diseases) {
    auto const info = list.child("SpecificDiseasesCertificateInfo");
    info.add("SpecificDiseasesDiseaseCategory", disease.category);
    write_days(info, kDiseaseDays, disease.days);
    info.add("SpecificDiseasesSelfPay", std::to_string(disease.self_pay_yen));
  }
}

void read_certificates(XmlReader const& from, QualificationResult& result) {
  if (from.has(kCardDays.issued)) result.card_days = read_days(from, kCardDays);
  if (from.has("ElderlyRecipientCertificateInfo")) {
    auto const info = from.child("ElderlyRecipientCertificateInfo");
    result.elderly_recipient =
        identity::ElderlyRecipient{.ratio = info.digits("ElderlyRecipientContributionRatio", 3),
                                   .days = read_days(info, kRecipientDays)};
  }
  if (from.has("LimitApplicationCertificateRelatedInfo")) {
    auto const info = from.child("LimitApplicationCertificateRelatedInfo");
    result.limit = identity::LimitCertificate{
        .classification = info.digits("LimitApplicationCertificateClassification", 2),
        .flag = info.text("LimitApplicationCertificateClassificationFlag"),
        .days = read_days(info, kLimitDays),
        .long_term = info.optional_date("LimitApplicationCertificateLongTermDate")};
  }
  if (!from.has("SpecificDiseasesCertificateList")) return;
  from.child("SpecificDiseasesCertificateList")
      .for_each("SpecificDiseasesCertificateInfo", [&](XmlReader const& info) {
        auto const category = info.code("SpecificDiseasesDiseaseCategory", '3');
        auto const days = read_days(info, kDiseaseDays);
        auto const pay = info.number("SpecificDiseasesSelfPay");
        if (pay > 9'999'999) info.fail("SpecificDiseasesSelfPay", "must have at most seven digits");
        result.diseases.push_back({.category = std::to_string(category),
                                   .days = days,
                                   .self_pay_yen = static_cast<std::uint32_t>(pay)});
      });
}

// Tags of a ticket whose value is a plain text, and where it goes.
struct TicketText {
  char const* tag;
  std::string MedicalTicket::*field;
};
constexpr auto kBeforeInjuries = std::array<TicketText, 7>{{
    {"IssueNumber", &MedicalTicket::issue_number},
    {"MedicalTreatmentMonth", &MedicalTicket::month},
    {"DesignatedMedicalInstitutionCode", &MedicalTicket::institution_code},
    {"DesignatedMedicalInstitutionFlag", &MedicalTicket::institution_flag},
    {"DesignatedMedicalInstitutionName", &MedicalTicket::institution_name},
    {"PrescriptionIssuerMedicalInstitutionCode", &MedicalTicket::prescription_institution_code},
    {"PrescriptionIssuerMedicalInstitutionName", &MedicalTicket::prescription_institution_name},
}};
constexpr auto kBehindInjuries = std::array<TicketText, 10>{{
    {"MedicalTreatmentType", &MedicalTicket::treatment_type},
    {"SelfPayAmount", &MedicalTicket::self_pay},
    {"DistrictContactName", &MedicalTicket::district_contact},
    {"HandlingContactName", &MedicalTicket::handling_contact},
    {"SingleOrCombinedUse", &MedicalTicket::single_or_combined},
    {"StatusOfSocialInsurance", &MedicalTicket::social_insurance},
    {"ConsistencyFlag", &MedicalTicket::consistency},
    {"StatusOfInfecton", &MedicalTicket::infection},
    {"StatusOfElderlyMedicalCare", &MedicalTicket::elderly_care},
    {"StatusOfPrefecturalExpenses", &MedicalTicket::prefectural_expenses},
}};
constexpr auto kInjuries = std::array<char const*, 3>{"InjuryName1", "InjuryName2", "InjuryName3"};
constexpr auto kRemarks = std::array<char const*, 3>{"Remarks1", "Remarks2", "Remarks3"};

template <std::size_t Size>
void write_texts(XmlElement info, std::array<TicketText, Size> const& texts, MedicalTicket const& ticket) {
  for (auto const& [tag, field] : texts) info.add_unless_empty(tag, ticket.*field);
}
template <std::size_t Size>
void read_texts(XmlReader const& info, std::array<TicketText, Size> const& texts, MedicalTicket& ticket) {
  for (auto const& [tag, field] : texts) ticket.*field = info.optional_text(tag);
}
void write_lines(XmlElement info, std::array<char const*, 3> const& tags,
                 std::vector<std::string> const& lines) {
  for (std::size_t i = 0; i < tags.size() && i < lines.size(); ++i) info.add_unless_empty(tags[i], lines[i]);
}
std::vector<std::string> read_lines(XmlReader const& info, std::array<char const*, 3> const& tags) {
  auto lines = std::vector<std::string>{};
  for (auto const* const tag : tags) {
    if (info.has(tag)) lines.push_back(info.optional_text(tag));
  }
  return lines;
}

}  // namespace

void write_search(XmlElement search, InsuredSearch const& from) {
  search.add("InsurerNumber", from.insurer_number);
  search.add_unless_empty("InsuredCardSymbol", from.symbol);
  search.add("InsuredIdentificationNumber", from.number);
  search.add_unless_empty("InsuredBranchNumber", from.branch);
  search.add_date("Birthdate", from.birth_date);
  search.add("LimitApplicationCertificateRelatedConsFlg", from.wants_limit ? "1" : "0");
  search.add_unless_empty("ArbitraryIdentifier", from.arbitrary_identifier);
}

InsuredSearch read_search(XmlReader const& search) {
  auto items = InsuredSearch{};
  items.insurer_number = search.text("InsurerNumber");
  items.symbol = search.optional_text("InsuredCardSymbol");
  items.number = search.text("InsuredIdentificationNumber");
  items.branch = search.optional_text("InsuredBranchNumber");
  items.birth_date = search.date("Birthdate");
  auto const limit = search.optional_text("LimitApplicationCertificateRelatedConsFlg");
  if (!limit.empty() && limit != "0" && limit != "1") {
    search.fail("LimitApplicationCertificateRelatedConsFlg", "must be 0 or 1");
  }
  items.wants_limit = limit == "1";
  items.arbitrary_identifier = search.optional_text("ArbitraryIdentifier");
  return items;
}

void write_qualification(XmlElement result, QualificationResult const& from) {
  result.add_unless_empty("InsuredCardClassification", from.insured_card_classification);
  result.add_unless_empty("InsurerNumber", from.insurer_number);
  result.add_unless_empty("InsuredCardSymbol", from.insured_symbol);
  result.add_unless_empty("InsuredIdentificationNumber", from.insured_number);
  result.add_unless_empty("InsuredBranchNumber", from.insured_branch);
  result.add_unless_empty("PersonalFamilyClassification", from.personal_family_classification);
  result.add_unless_empty("InsuredName", from.insured_name);
  result.add_unless_empty("Name", from.name);
  result.add_unless_empty("NameKana", from.name_kana);
  result.add("Sex1", std::to_string(static_cast<int>(from.sex)));
  result.add_date("Birthdate", from.birth_date);
  result.add_unless_empty("Address", from.address);
  result.add_unless_empty("PostNumber", from.post_number);
  result.add_date("QualificationDate", from.qualification_date);
  result.add_optional_date("DisqualificationDate", from.disqualification_date);
  if (from.card_days) write_days(result, kCardDays, *from.card_days);
  result.add_unless_empty("InsuredPartialContributionRatio", from.contribution_ratio);
  if (from.preschool) result.add("PreschoolClassification", "1");
  result.add_unless_empty("ReasonOfLoss", reason_code(from.loss_reason));
  result.add_unless_empty("InsurerName", from.insurer_name);
  if (from.elderly_recipient) write_recipient(result, *from.elderly_recipient);
  write_consent(result, "LimitApplicationCertificateRelated", from.limit_amount);
  if (from.limit) write_limit(result, *from.limit);
  write_consent(result, "SpecificDiseasesCertificateRelated", from.specific_disease);
  write_diseases(result, from.diseases);
  write_consent_info(result, "SpecificHealthCheckupsInfo", from.health_checkup);
  write_consent_info(result, "PharmacistsInfo", from.medication);
  write_consent_info(result, "DiagnosisInfo", from.diagnosis);
  write_consent_info(result, "OperationInfo", from.operations);
  result.add_unless_empty("ReferenceNumber", from.reference_number);
}

QualificationResult read_qualification(XmlReader const& from) {
  auto result = QualificationResult{};
  result.insured_card_classification = from.optional_text("InsuredCardClassification");
  result.insurer_number = from.optional_text("InsurerNumber");
  result.insured_symbol = from.optional_text("InsuredCardSymbol");
  result.insured_number = from.optional_text("InsuredIdentificationNumber");
  result.insured_branch = from.optional_text("InsuredBranchNumber");
  result.personal_family_classification = from.optional_text("PersonalFamilyClassification");
  result.insured_name = from.optional_text("InsuredName");
  result.name = from.optional_text("Name");
  result.name_kana = from.optional_text("NameKana");
  result.sex = static_cast<identity::Sex>(from.code("Sex1", '3'));
  result.birth_date = from.date("Birthdate");
  result.address = from.optional_text("Address");
  result.post_number = from.optional_text("PostNumber");
  result.qualification_date = from.date("QualificationDate");
  result.disqualification_date = from.optional_date("DisqualificationDate");
  result.contribution_ratio = from.optional_text("InsuredPartialContributionRatio");
  result.preschool = from.optional_text("PreschoolClassification") == "1";
  result.loss_reason = read_reason(from);
  result.insurer_name = from.optional_text("InsurerName");
  read_certificates(from, result);
  result.limit_amount = read_consent(from, "LimitApplicationCertificateRelated");
  result.specific_disease = read_consent(from, "SpecificDiseasesCertificateRelated");
  result.health_checkup = read_consent_info(from, "SpecificHealthCheckupsInfo");
  result.medication = read_consent_info(from, "PharmacistsInfo");
  result.diagnosis = read_consent_info(from, "DiagnosisInfo");
  result.operations = read_consent_info(from, "OperationInfo");
  result.reference_number = from.optional_text("ReferenceNumber");
  return result;
}

void write_tickets(XmlElement parent, std::vector<MedicalTicket> const& tickets) {
  if (tickets.empty()) return;
  auto const list = parent.child("PublicExpenseResultList");
  for (auto const& ticket : tickets) {
    auto const info = list.child("MedicalTicketInfo");
    info.add("TicketType", ticket.type);
    info.add_date("MedicalTicketValidDate", ticket.valid_from);
    info.add_date("MedicalTicketExpirationDate", ticket.valid_until);
    write_texts(info, kBeforeInjuries, ticket);
    write_lines(info, kInjuries, ticket.injuries);
    write_texts(info, kBehindInjuries, ticket);
    write_lines(info, kRemarks, ticket.remarks);
  }
}

std::vector<MedicalTicket> read_tickets(XmlReader const& parent) {
  auto tickets = std::vector<MedicalTicket>{};
  if (!parent.has("PublicExpenseResultList")) return tickets;
  parent.child("PublicExpenseResultList").for_each("MedicalTicketInfo", [&](XmlReader const& info) {
    auto ticket = MedicalTicket{};
    ticket.type = info.digits("TicketType", 2);
    ticket.valid_from = info.date("MedicalTicketValidDate");
    ticket.valid_until = info.date("MedicalTicketExpirationDate");
    read_texts(info, kBeforeInjuries, ticket);
    ticket.injuries = read_lines(info, kInjuries);
    read_texts(info, kBehindInjuries, ticket);
    ticket.remarks = read_lines(info, kRemarks);
    tickets.push_back(std::move(ticket));
  });
  return tickets;
}

void write_outcome(XmlElement header, Outcome outcome) {
  header.add("SegmentOfResult", outcome == Outcome::kAccepted ? "1" : "9");
  if (outcome != Outcome::kAccepted) {
    header.add("ErrorCode", std::string{name_of(outcome)});
    header.add("ErrorMessage", std::string{refused_by(outcome)});
  }
  header.add("CharacterCodeIdentifier", "0");
}

Outcome read_refusal(XmlReader const& parent, char const* tag) {
  auto const code = parent.text(tag);
  for (std::size_t i = 1; i < kOutcomes; ++i) {
    if (name_of(static_cast<Outcome>(i)) == code) return static_cast<Outcome>(i);
  }
  parent.fail(tag, "is not a code of this system");
  return Outcome::kMalformedRequest;
}

Outcome read_outcome(XmlReader const& header) {
  auto const segment = header.text("SegmentOfResult");
  if (segment == "1") return Outcome::kAccepted;
  if (segment != "9") header.fail("SegmentOfResult", "must be 1 or 9");
  return read_refusal(header, "ErrorCode");
}

}  // namespace kazasu::adapters
