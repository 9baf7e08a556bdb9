-- What two texts have in common that say the same letter by letter: case, spacing, the kind of
-- quotes and dashes, punctuation at the ends and the place of a tone mark (hòa, hoà) do not count.
-- Nothing else is overlooked: a digit or a word more is another text.
create or replace temp macro vi_text_key(t) as (
    trim(
        regexp_replace(
            list_reduce(
                [
                    ['òa', 'oà'], ['óa', 'oá'], ['ỏa', 'oả'], ['õa', 'oã'], ['ọa', 'oạ'],
                    ['òe', 'oè'], ['óe', 'oé'], ['ỏe', 'oẻ'], ['õe', 'oẽ'], ['ọe', 'oẹ'],
                    ['ùy', 'uỳ'], ['úy', 'uý'], ['ủy', 'uỷ'], ['ũy', 'uỹ'], ['ụy', 'uỵ'],
                    ['“', '"'], ['”', '"'], ['–', '-'], ['—', '-']
                ],
                lambda acc, pair: [replace(acc[1], pair[1], pair[2])],
                [lower(nfc_normalize(t))]
            )[1],
            '\s+',
            ' ',
            'g'
        ),
        ' .,;:!'
    )
)
