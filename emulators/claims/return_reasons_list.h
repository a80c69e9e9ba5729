// 返戻内訳書: the returned receipts of a month and why each comes back. Shape: 20 cells a receipt, of which
// the form of 受付番号, of the reason and of 検索番号 is published for medical institutions; the others are
// ours.
#pragma once

#include <map>

#include "emulators/claims/list_subject.h"

namespace kazasu::claims {

class ReturnReasonsList {
 public:
  explicit ReturnReasonsList(TextEncoder const& encode) : page_(encode) {}

  // Of one send. Precondition: its bytes were kept.
  void add(ListSubject const& subject, std::map<std::uint32_t, Check> const& reasons);
  // Call once.
  std::string take() { return page_.take(); }

 private:
  ListPage page_;
  std::uint64_t lines_ = 0;
};

}  // namespace kazasu::claims
