#include <upbeat/infrastructure/platform/sql/params.hpp>

#include <stdexcept>

namespace upbeat::sql {

void Batch::add(std::initializer_list<Value> row)
{
    if (row.size() != columns_.size()) {
        throw std::invalid_argument{"a row of a batch has as many values as the batch has columns"};
    }
    values_.insert(values_.end(), row.begin(), row.end());
}

}  // namespace upbeat::sql
