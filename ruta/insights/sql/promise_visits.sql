    -- A day on which a team was announced, until it came on that very day: another day, a visit called off or moved, and one of which nobody
    -- said anything did not keep it.
    SELECT 'sc_itinerant', v.office_id, 'itinerant_unit', v.day, CASE WHEN v.held_on = v.day THEN v.day END, NULL
    FROM agenda_itinerantvisit v WHERE v.day >= since
    UNION ALL
