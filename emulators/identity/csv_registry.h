// The user's own synthetic people, read from CSV text.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "emulators/identity/insured_registry.h"

namespace kazasu::identity {

// People in the order of their first line. They are kept in memory, unlike generated ones.
class CsvRegistry final : public PersonSource, public InsuredRegistry {
 public:
  std::uint64_t people() const override { return people_.size(); }
  Person person(PersonIndex index) const override { return people_[index].person; }
  std::optional<PersonIndex> by_certificate_serial(std::uint32_t serial) const override;
  InsuranceHistory history(PersonIndex person) const override { return people_[person].history; }
  CardStanding standing(PersonIndex person) const override { return people_[person].standing; }
  std::optional<PersonIndex> by_insured_items(
      InsuredIdentity const& items, std::optional<std::chrono::year_month_day> birth_date) const override;
  std::optional<CertificateHolder> by_certificate(std::uint32_t serial) const override;

  struct Entry {
    Person person;
    InsuranceHistory history;
    CardStanding standing = CardStanding::kRegistered;
  };
  explicit CsvRegistry(std::vector<Entry> people);

 private:
  std::vector<Entry> people_;
  std::unordered_multimap<std::string, PersonIndex> by_number_;  // never iterated as a whole
};

struct CsvPeople {
  std::unique_ptr<CsvRegistry> registry;  // null when there is any mistake
  // One for each line that is wrong: "line 3: birth_date must be a date as YYYY-MM-DD". A message never
  // repeats a value.
  std::vector<std::string> mistakes;
};

// UTF-8, RFC 4180 quoting, a first line of column names in any order; docs/protocols/insured-registry.md
// lists the columns. A second line of the same `person` adds a further period of insurance to that person and
// says nothing else. Never throws for what the text holds.
CsvPeople read_csv_people(std::string_view text);

}  // namespace kazasu::identity
