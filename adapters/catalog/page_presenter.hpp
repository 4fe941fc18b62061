#pragma once

#include <string_view>
#include <utility>

#include <upbeat/adapters/http/presenter.hpp>
#include <upbeat/domain/kernel/page.hpp>

namespace upbeat::catalog {

// {"<name>": [...], "total", "page", "pages", "limit"}
template <class T>
http::Presenter<Page<T>> page_presenter(
    std::string_view component, std::string_view name, http::Presenter<T> element
)
{
    using http::out;
    return http::presenter<Page<T>>(
        component,
        out(name, &Page<T>::items, std::move(element)),
        out("total", &Page<T>::total),
        out("page", [](Page<T> const& page) { return page.request.page; }),
        out("pages", [](Page<T> const& page) { return page.pages(); }),
        out("limit", [](Page<T> const& page) { return page.request.limit; })
    );
}

}  // namespace upbeat::catalog
