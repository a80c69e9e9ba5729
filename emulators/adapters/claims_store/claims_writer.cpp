#include "emulators/adapters/claims_store/claims_writer.h"

#include <optional>
#include <string>

#include "emulators/adapters/claims_store/content_pieces.h"
#include "emulators/adapters/claims_store/month_column.h"
#include "emulators/adapters/claims_store/receipt_blob.h"
#include "emulators/adapters/store/column_values.h"
#include "emulators/adapters/store/transaction.h"

namespace kazasu::adapters {

namespace {

class ClaimsWriter final : public ClaimsSink {
 public:
  explicit ClaimsWriter(Database& database) : database_(database) {}

  void write(std::vector<claims::ClaimChange> const& changes) override {
    transaction_.run([&] {
      for (auto const& change : changes) std::visit([this](auto const& one) { apply(one); }, change);
    });
  }

 private:
  Statement prepared(std::string_view sql) { return {database_, sql}; }

  void apply(claims::SendMade const& made) {
    auto const& send = made.send;
    auto const& content = made.file.content;
    auto const receipts = receipts_to_blob(send.receipts);
    auto const ordinal = next_send_++;
    send_.run(ordinal, column(made.key.station), column(made.key.payer), month_column(made.key.month),
              column(send.number), column(send.kind), column(send.with_asp), column(send.received),
              column(send.ready), column(send.refused), Blob{receipts}, send.content,
              content ? std::optional{column(content->size())} : std::nullopt, column(made.file.more_lines));
    if (content) write_content(ordinal, *content);
    write_lines(ordinal, made.file.lines);
  }
  void write_content(std::int64_t send, claims::SentContent const& content) {
    auto position = std::int64_t{0};
    packer_.pack(content, [&](PackedPiece const& piece) {
      piece_.run(send, position++, column(piece.size), Blob{piece.packed});
    });
  }
  void write_lines(std::int64_t send, std::vector<claims::ListLine> const& lines) {
    auto position = std::int64_t{0};
    for (auto const& line : lines) {
      auto const& finding = line.finding;
      line_.run(send, position++, column(finding.check), column(finding.receipt), column(finding.record),
                column(finding.field), column(finding.offset), Blob{{finding.id.data(), finding.id.size()}},
                Blob{line.record_number}, Blob{line.care_month}, Blob{line.name}, Blob{line.birth_date},
                Blob{line.yen});
    }
  }

  void apply(claims::SendConfirmed const& confirmed) {
    decide(confirmed.key, confirmed.number, confirmed.at, column(confirmed.how));
  }
  void apply(claims::SendCancelled const& cancelled) {
    decide(cancelled.key, cancelled.number, cancelled.at, std::nullopt);
  }
  void decide(claims::SendKey const& key, std::uint32_t number, sim::Instant at,
              std::optional<std::int64_t> confirmation) {
    decision_.run(column(key.station), column(key.payer), month_column(key.month), column(number), column(at),
                  confirmation);
  }

  void apply(claims::PasswordChanged const& changed) {
    password_.run(column(changed.caller.station), column(changed.caller.payer), changed.record.sealed,
                  column(changed.record.initial));
  }
  void apply(claims::WindowExtended const& extended) {
    window_.run(month_column(extended.month), column(extended.until));
  }
  void apply(claims::ClaimsForgotten const& /*all*/) {
    for (auto const* const table : {"send", "content", "list_line", "password", "window_extension"}) {
      database_.execute(std::string{"DELETE FROM "} + table);
    }
  }

  Database& database_;
  Packer packer_;
  // Never used again, so that what was forgotten cannot be taken for what came later.
  std::int64_t next_send_ = database_.number("SELECT max(ordinal) FROM send") + 1;
  Transaction transaction_{database_};
  Statement send_ =
      prepared("INSERT INTO send VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)");
  Statement piece_ = prepared("INSERT INTO content VALUES (?, ?, ?, ?)");
  Statement line_ = prepared("INSERT INTO list_line VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  Statement decision_ = prepared(
      "UPDATE send SET decided = ?5, confirmation = ?6 "
      "WHERE station = ?1 AND payer = ?2 AND month = ?3 AND number = ?4");
  Statement password_ = prepared("INSERT OR REPLACE INTO password VALUES (?, ?, ?, ?)");
  // A month that is extended again comes last.
  Statement window_ = prepared("INSERT OR REPLACE INTO window_extension (month, until) VALUES (?, ?)");
};

}  // namespace

std::unique_ptr<ClaimsSink> make_claims_writer(Database& database) {
  return std::make_unique<ClaimsWriter>(database);
}

}  // namespace kazasu::adapters
