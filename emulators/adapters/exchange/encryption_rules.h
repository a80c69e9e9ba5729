// encrypt.conf: which files of the exchange folder come and go in ZIP files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kazasu::adapters {

// Lines "prefix=e" (with a password, both ways) and "prefix=n" (as they are), '#' for comments. The longest
// prefix that fits counts; none that fits is n. Besides, results named by --zip are in plain archives.
struct EncryptionRules {
  struct Rule {
    std::string prefix;
    bool encrypted = false;
  };
  std::vector<Rule> rules = {};
  std::vector<std::string> plain_zip = {};  // prefixes whose results are archives without a password
  std::string password = {};

  bool encrypts(std::string_view prefix) const;
  bool zips(std::string_view prefix) const;
};

// The lines of a file. Throws std::invalid_argument with the number of a line that is none of those.
std::vector<EncryptionRules::Rule> parse_encryption_rules(std::string_view text);

}  // namespace kazasu::adapters
